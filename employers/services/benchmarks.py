"""What the market pays: quartiles of advertised pay by occupation and province, computed where the rows are."""

from django.db import connection, transaction
from django.utils import timezone

from employers.models import PayBenchmark

# An advertisement counts for its own occupation and for the minor group above it, for its province and the country.
COMPUTE = """
INSERT INTO employers_paybenchmark (occupation_id, region_id, period, p25, p50, p75, n, source, as_of, synthetic)
SELECT o.id, p.id, v.pay_period,
       percentile_cont(0.25) WITHIN GROUP (ORDER BY v.pay_min)::int,
       percentile_cont(0.50) WITHIN GROUP (ORDER BY v.pay_min)::int,
       percentile_cont(0.75) WITHIN GROUP (ORDER BY v.pay_min)::int,
       count(*), %(source)s, %(as_of)s, %(synthetic)s
FROM employers_vacancy v
JOIN taxonomy_occupation vo ON vo.id = v.occupation_id
JOIN taxonomy_region r ON r.id = v.region_id
JOIN taxonomy_region p ON p.path = split_part(r.path, '/', 1) AND p.valid_to IS NULL
JOIN taxonomy_occupation o ON o.edition = vo.edition
     AND o.path IN (vo.path, array_to_string((string_to_array(vo.path, '/'))[1:3], '/'))
WHERE v.pay_min IS NOT NULL AND v.state <> 'draft'
GROUP BY GROUPING SETS ((o.id, v.pay_period, p.id), (o.id, v.pay_period))
HAVING count(*) >= %(least)s
"""
LEAST = 5


@transaction.atomic
def pay_benchmarks_compute(*, source: str, synthetic: bool) -> int:
    """Replace this source's benchmarks by today's; cells of fewer than five advertisements are left out."""
    PayBenchmark.objects.filter(source=source).delete()
    with connection.cursor() as cursor:
        cursor.execute(
            COMPUTE, {"source": source, "as_of": timezone.localdate(), "synthetic": synthetic, "least": LEAST}
        )
        return int(cursor.rowcount)
