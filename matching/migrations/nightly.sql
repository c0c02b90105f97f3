-- Both queues tell which transaction wrote, so that a night knows what its picture has not seen.
CREATE OR REPLACE FUNCTION matching_profile_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO matching_changedjobseeker (jobseeker_id, at, tx)
         SELECT jobseeker_id, clock_timestamp(), pg_current_xact_id()::text::bigint
           FROM (SELECT DISTINCT jobseeker_id FROM changed ORDER BY 1) one
             ON CONFLICT (jobseeker_id) DO UPDATE SET at = EXCLUDED.at, tx = EXCLUDED.tx;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION matching_jobseeker_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO matching_changedjobseeker (jobseeker_id, at, tx)
         SELECT id, clock_timestamp(), pg_current_xact_id()::text::bigint FROM changed
             ON CONFLICT (jobseeker_id) DO UPDATE SET at = EXCLUDED.at, tx = EXCLUDED.tx;
    RETURN NULL;
END $$;

-- What a person refused, applied to or hides from is no longer for them.
CREATE TRIGGER matching_feedback_inserted AFTER INSERT ON matching_recommendationfeedback
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION matching_profile_changed();
CREATE TRIGGER matching_feedback_updated AFTER UPDATE ON matching_recommendationfeedback
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION matching_profile_changed();
CREATE TRIGGER matching_application_inserted AFTER INSERT ON matching_application
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION matching_profile_changed();
CREATE TRIGGER matching_hiddenfrom_inserted AFTER INSERT ON jobseekers_hiddenfrom
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION matching_profile_changed();
CREATE TRIGGER matching_hiddenfrom_deleted AFTER DELETE ON jobseekers_hiddenfrom
    REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION matching_profile_changed();

-- Which vacancies moved: whenever the flat row is written, opens, closes or goes, or its licences change.
CREATE FUNCTION matching_vacancy_moved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO matching_movedvacancy (vacancy_id, at, tx, waiting)
         SELECT vacancy_id, clock_timestamp(), pg_current_xact_id()::text::bigint, true
           FROM (SELECT DISTINCT vacancy_id FROM changed ORDER BY 1) one
             ON CONFLICT (vacancy_id) DO UPDATE SET at = EXCLUDED.at, tx = EXCLUDED.tx, waiting = true;
    RETURN NULL;
END $$;

CREATE TRIGGER matching_index_inserted AFTER INSERT ON matching_vacancyindex
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION matching_vacancy_moved();
CREATE TRIGGER matching_index_updated AFTER UPDATE ON matching_vacancyindex
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION matching_vacancy_moved();
CREATE TRIGGER matching_index_deleted AFTER DELETE ON matching_vacancyindex
    REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION matching_vacancy_moved();
CREATE TRIGGER matching_vacancylicence_inserted AFTER INSERT ON employers_vacancylicence
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION matching_vacancy_moved();
CREATE TRIGGER matching_vacancylicence_deleted AFTER DELETE ON employers_vacancylicence
    REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION matching_vacancy_moved();
