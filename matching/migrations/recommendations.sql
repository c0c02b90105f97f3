-- Recommendations of a night are one part of this table, one row a person: put in and dropped whole.
DROP TABLE matching_recommendation;
CREATE TABLE matching_recommendation (
    jobseeker_id bigint NOT NULL,
    night bigint NOT NULL,
    computed_at timestamptz NOT NULL,
    model_version varchar(20) NOT NULL,
    feasible integer NOT NULL,
    least double precision,
    vacancies bigint[] NOT NULL,
    parts integer[] NOT NULL,
    reasons bytea[] NOT NULL,
    CONSTRAINT recommendation_packed_for_all
        CHECK (cardinality(reasons) = cardinality(vacancies) AND cardinality(parts) = 8 * cardinality(vacancies)),
    CONSTRAINT recommendation_found_feasible CHECK (feasible >= cardinality(vacancies)),
    PRIMARY KEY (jobseeker_id, night)
) PARTITION BY LIST (night);
CREATE INDEX recommendation_computed ON matching_recommendation (computed_at);
CREATE INDEX recommendation_held ON matching_recommendation USING gin (vacancies);
-- Before the first night; what a night's part must look like is in matching/nightly/swapping.py.
CREATE TABLE matching_recommendation_0 PARTITION OF matching_recommendation FOR VALUES IN (0);
