-- build cohort, version 7
CREATE TABLE coh AS
SELECT p.person_id, p.sex, p.birth_year, MIN(d.diag_date) AS index_date
FROM person p JOIN diagnosis d ON d.person_id = p.person_id
WHERE d.icd10 LIKE 'E11%' AND d.diag_date BETWEEN '2010-01-01' AND '2018-12-31'
GROUP BY p.person_id, p.sex, p.birth_year
HAVING COUNT(*) >= 2;
CREATE INDEX ix_coh ON coh (person_id);
