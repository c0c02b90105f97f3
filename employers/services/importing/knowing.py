"""What the import looks up, read once: districts, occupations, skills, licences, firms, wages."""

from django.utils.translation import gettext as _

from accounts.models import Organisation
from employers.checking import wages
from employers.checks.terms import HIDDEN, NAMELESS
from employers.models import Employer
from employers.names import firm_key
from employers.services.importing.places import AddressBook
from employers.services.importing.rows import OutsideRow
from taxonomy.coding.advertisements import GROUP_DIGITS
from taxonomy.coding.matcher import PhraseMatcher
from taxonomy.models import KECO_2018, Licence, Occupation
from taxonomy.naming import normalise
from taxonomy.selectors import skill_mentions
from taxonomy.services.index import advertisement_coder

MOST_SKILLS = 12


class Known:
    def __init__(self) -> None:
        self.places = AddressBook()
        self.wages = wages()
        self.occupations = dict(Occupation.objects.filter(edition=KECO_2018).values_list("code", "pk"))
        self.paths = dict(Occupation.objects.filter(edition=KECO_2018).values_list("pk", "path"))
        licences = list(Licence.objects.values_list("name_ko", "pk"))
        self.licences = {normalise(name): pk for name, pk in licences}
        self.licence_matcher = PhraseMatcher((name, pk) for name, pk in licences if len(name) >= 5)
        self.coder = advertisement_coder()

    def occupation(self, row: OutsideRow) -> int | None:
        """The unit group that its title names, else the minor group that title and duties speak for."""
        code = self.coder.code(row.occupation or row.title, row.duties) if self.coder else ""
        return self.occupations.get(code) or self.occupations.get(code[:GROUP_DIGITS])

    def skills(self, required: str, preferred: str) -> list[tuple[int, bool]]:
        """(id, required) in the order of the text; what is both required and welcome is required."""
        wanted = list(dict.fromkeys(found.key for found in skill_mentions(required)))[:MOST_SKILLS]
        welcome = list(dict.fromkeys(found.key for found in skill_mentions(preferred)))[:MOST_SKILLS]
        return [(pk, True) for pk in wanted] + [(pk, False) for pk in welcome if pk not in wanted]

    def licence_links(self, stated: list[tuple[str, bool]], text: str) -> list[tuple[int, bool]]:
        """Required only where the source says so in so many words: an outside text never closes a door by itself."""
        found = {found.key: False for found in self.licence_matcher.find(text)}
        for name, required in stated:
            pk = self.licences.get(normalise(name))
            if pk is not None:
                found[pk] = found.get(pk, False) or required
        return list(found.items())


def is_nameless(name: str) -> bool:
    return not name or bool(NAMELESS.match(name) or HIDDEN.search(name)) or not firm_key(name)


def outside_employers(names: dict[str, tuple[str, str]]) -> dict[str, Employer]:
    """By key: the unclaimed employer of each (name, intro), made where there is none; or who took it over."""
    rows = Employer.objects.select_related("claimed_by__organisation", "organisation")
    found = {row.outside_key: row for row in rows.filter(outside_key__in=names)}
    fresh = [key for key in names if key not in found]
    organisations = Organisation.objects.bulk_create(
        Organisation(kind=Organisation.Kind.EMPLOYER, name_ko=names[key][0]) for key in fresh
    )
    made = Employer.objects.bulk_create(
        Employer(organisation=organisation, outside_key=key, intro=names[key][1][:3000])
        for key, organisation in zip(fresh, organisations, strict=True)
    )
    found |= {employer.outside_key: employer for employer in made}
    return {key: row.claimed_by or row for key, row in found.items() if key}


def reason_of_refusal(codes: list[str]) -> str:
    return _("법 점검에 걸림(%(codes)s)") % {"codes": ", ".join(sorted(set(codes)))}
