-- What search and recommendation must know of rows written below them, which import nothing of ours.
-- A vacancy's flat row takes over what makes it open in the same transaction; everything else is queued.

CREATE FUNCTION matching_vacancy_inserted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO matching_changedvacancy (vacancy_id, at)
         SELECT id, clock_timestamp() FROM changed
             ON CONFLICT (vacancy_id) DO UPDATE SET at = EXCLUDED.at;
    RETURN NULL;
END $$;

CREATE FUNCTION matching_vacancy_updated() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    -- Counters and what the first statement carries over need no new row of words and facts.
    carried CONSTANT text[] := ARRAY['applications_count', 'applications_new', 'updated_at', 'state', 'filled',
                                     'openings', 'closed_at', 'acknowledged', 'source_digest'];
BEGIN
    UPDATE matching_vacancyindex i
       SET published = (n.state = 'published'), deadline = n.deadline, places = n.openings - n.filled
      FROM changed n
     WHERE i.vacancy_id = n.id
       AND (i.published, i.deadline, i.places)
           IS DISTINCT FROM (n.state = 'published', n.deadline, n.openings - n.filled);
    INSERT INTO matching_changedvacancy (vacancy_id, at)
         SELECT n.id, clock_timestamp() FROM changed n JOIN before o ON o.id = n.id
          WHERE to_jsonb(n) - carried <> to_jsonb(o) - carried
             ON CONFLICT (vacancy_id) DO UPDATE SET at = EXCLUDED.at;
    RETURN NULL;
END $$;

CREATE TRIGGER matching_vacancy_inserted AFTER INSERT ON employers_vacancy
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION matching_vacancy_inserted();
CREATE TRIGGER matching_vacancy_updated AFTER UPDATE ON employers_vacancy
    REFERENCING OLD TABLE AS before NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION matching_vacancy_updated();

CREATE FUNCTION matching_vacancy_part_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO matching_changedvacancy (vacancy_id, at)
         SELECT vacancy_id, clock_timestamp() FROM (SELECT DISTINCT vacancy_id FROM changed) one
             ON CONFLICT (vacancy_id) DO UPDATE SET at = EXCLUDED.at;
    RETURN NULL;
END $$;

CREATE TRIGGER matching_vacancyskill_inserted AFTER INSERT ON employers_vacancyskill
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION matching_vacancy_part_changed();
CREATE TRIGGER matching_vacancyskill_deleted AFTER DELETE ON employers_vacancyskill
    REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION matching_vacancy_part_changed();

CREATE FUNCTION matching_employer_renamed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO matching_changedvacancy (vacancy_id, at)
         SELECT v.id, clock_timestamp() FROM employers_vacancy v
           JOIN employers_employer e ON e.id = v.employer_id WHERE e.organisation_id = NEW.id
             ON CONFLICT (vacancy_id) DO UPDATE SET at = EXCLUDED.at;
    RETURN NULL;
END $$;

CREATE TRIGGER matching_employer_renamed AFTER UPDATE OF name_ko, name_en ON accounts_organisation
    FOR EACH ROW WHEN (OLD.name_ko <> NEW.name_ko OR OLD.name_en <> NEW.name_en)
    EXECUTE FUNCTION matching_employer_renamed();

CREATE FUNCTION matching_profile_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO matching_changedjobseeker (jobseeker_id, at)
         SELECT jobseeker_id, clock_timestamp() FROM (SELECT DISTINCT jobseeker_id FROM changed) one
             ON CONFLICT (jobseeker_id) DO UPDATE SET at = EXCLUDED.at;
    RETURN NULL;
END $$;

CREATE FUNCTION matching_jobseeker_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO matching_changedjobseeker (jobseeker_id, at)
         SELECT id, clock_timestamp() FROM changed
             ON CONFLICT (jobseeker_id) DO UPDATE SET at = EXCLUDED.at;
    RETURN NULL;
END $$;

CREATE TRIGGER matching_jobseeker_inserted AFTER INSERT ON jobseekers_jobseeker
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION matching_jobseeker_changed();
CREATE TRIGGER matching_jobseeker_updated AFTER UPDATE ON jobseekers_jobseeker
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION matching_jobseeker_changed();

DO $$
DECLARE part text;
BEGIN
    FOREACH part IN ARRAY ARRAY['competency', 'constraints', 'heldlicence', 'preferences', 'preferredoccupation',
                                'preferredregion', 'workhistory', 'spell']
    LOOP
        EXECUTE format('CREATE TRIGGER matching_%1$s_inserted AFTER INSERT ON jobseekers_%1$s REFERENCING NEW TABLE
            AS changed FOR EACH STATEMENT EXECUTE FUNCTION matching_profile_changed()', part);
        EXECUTE format('CREATE TRIGGER matching_%1$s_updated AFTER UPDATE ON jobseekers_%1$s REFERENCING NEW TABLE
            AS changed FOR EACH STATEMENT EXECUTE FUNCTION matching_profile_changed()', part);
        EXECUTE format('CREATE TRIGGER matching_%1$s_deleted AFTER DELETE ON jobseekers_%1$s REFERENCING OLD TABLE
            AS changed FOR EACH STATEMENT EXECUTE FUNCTION matching_profile_changed()', part);
    END LOOP;
END $$;
