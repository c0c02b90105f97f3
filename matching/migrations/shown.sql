-- Pictures hold what cards show too, so whatever changes that has moved, at once and not only when the flat row is
-- written anew: of a published vacancy all but its counters, its firm's name, the firm's place on the arrears list.
-- Nobody needs to be matched again for it: it is `waiting` only where it was.
CREATE FUNCTION matching_shown_moved(ids bigint[]) RETURNS void LANGUAGE sql AS $$
    INSERT INTO matching_movedvacancy (vacancy_id, at, tx, waiting)
         SELECT id, clock_timestamp(), pg_current_xact_id()::text::bigint, false FROM unnest(ids) id ORDER BY 1
             ON CONFLICT (vacancy_id) DO UPDATE SET at = EXCLUDED.at, tx = EXCLUDED.tx;
$$;

CREATE OR REPLACE FUNCTION matching_vacancy_updated() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    -- Counters and what the first statement carries over need no new row of words and facts.
    carried CONSTANT text[] := ARRAY['applications_count', 'applications_new', 'updated_at', 'state', 'filled',
                                     'closed_at', 'acknowledged', 'source_digest'];
    others bigint[];
    published bigint[];
BEGIN
    UPDATE matching_vacancyindex i
       SET published = (n.state = 'published'), deadline = n.deadline, places = n.openings - n.filled
      FROM changed n
     WHERE i.vacancy_id = n.id
       AND (i.published, i.deadline, i.places)
           IS DISTINCT FROM (n.state = 'published', n.deadline, n.openings - n.filled);
    SELECT array_agg(n.id), array_agg(n.id) FILTER (WHERE n.state = 'published') INTO others, published
      FROM changed n JOIN before o ON o.id = n.id
     WHERE to_jsonb(n) - carried <> to_jsonb(o) - carried;
    INSERT INTO matching_changedvacancy (vacancy_id, at) SELECT id, clock_timestamp() FROM unnest(others) id
        ON CONFLICT (vacancy_id) DO UPDATE SET at = EXCLUDED.at;
    PERFORM matching_shown_moved(published);
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION matching_employer_renamed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    others bigint[];
BEGIN
    SELECT array_agg(v.id) INTO others
      FROM employers_vacancy v JOIN employers_employer e ON e.id = v.employer_id WHERE e.organisation_id = NEW.id;
    INSERT INTO matching_changedvacancy (vacancy_id, at) SELECT id, clock_timestamp() FROM unnest(others) id
        ON CONFLICT (vacancy_id) DO UPDATE SET at = EXCLUDED.at;
    PERFORM matching_shown_moved(others);
    RETURN NULL;
END $$;

CREATE FUNCTION matching_arrears_listed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM matching_shown_moved(array_agg(id)) FROM employers_vacancy
      WHERE employer_id = NEW.id AND state = 'published';
    RETURN NULL;
END $$;

CREATE TRIGGER matching_arrears_listed AFTER UPDATE OF arrears_listed_on ON employers_employer
    FOR EACH ROW WHEN (OLD.arrears_listed_on IS DISTINCT FROM NEW.arrears_listed_on)
    EXECUTE FUNCTION matching_arrears_listed();
