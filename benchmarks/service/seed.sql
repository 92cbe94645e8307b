-- People and cases, invented, as many as asked for; run by the owner of the tables.
-- Of ten cases nine are over, over three years; those that run are at three stages, all recent.
-- The first half of the people hold what runs, so that the others can still file.

CREATE TEMP TABLE place AS
    SELECT row_number() OVER (ORDER BY (kind <> 'city'), code) - 1 AS i, id AS tenant,
           coalesce((SELECT d.id FROM organisations_organisation d WHERE d.tenant_id = o.id AND d.unit = 'hr_bureau'), 0) AS window_id,
           coalesce((SELECT d.id FROM organisations_organisation d WHERE d.tenant_id = o.id AND d.unit = 'housing_authority'), 0) AS housing,
           coalesce((SELECT d.id FROM organisations_organisation d WHERE d.tenant_id = o.id AND d.unit = 'talent_office'), 0) AS office
      FROM organisations_organisation o WHERE city = 'xiangtan' AND kind <> 'department' AND is_active;

-- Four of ten people live in the city itself, the others in its counties and parks.
CREATE TEMP TABLE person AS
    SELECT i, CASE WHEN i %% 10 < 4 THEN 0 ELSE 1 + i %% ((SELECT count(*) FROM place) - 1) END AS place,
           (string_to_array('王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗', NULL))[1 + i %% 20]
           || (string_to_array('伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平', NULL))[1 + (i / 20) %% 20]
           || (string_to_array('华国建文志海云春雪梅松竹兰菊晨曦宇轩博涵', NULL))[1 + (i / 400) %% 20] AS name
      FROM generate_series(0, %(people)s - 1) AS i;
ANALYZE person;

INSERT INTO registry_subject (kind, name, name_key, found_by, created_at)
    SELECT 'person', name, name,
           array_to_tsvector(ARRAY[substr(name, 1, 2), substr(name, 2, 2), substr(name, 3, 1)]), now()
      FROM person ORDER BY i;
CREATE TEMP TABLE numbered AS
    SELECT id AS subject, row_number() OVER (ORDER BY id) - 1 AS i FROM registry_subject;
CREATE TEMP TABLE settled AS
    SELECT p.i, p.name, n.subject, l.tenant, l.window_id, l.housing, l.office
      FROM person p JOIN numbered n USING (i) JOIN place l ON l.i = p.place;
CREATE UNIQUE INDEX ON settled (i);
ANALYZE settled;

INSERT INTO registry_residence (subject_id, organisation_id, since, reason)
    SELECT subject, tenant, now(), '' FROM settled;
INSERT INTO registry_fact (subject_id, name, city, value, grade, source, evidence, recorded_at)
    SELECT subject, 'recognised_tier', 'xiangtan', '"C"', 'A', '', '', now() FROM settled;

INSERT INTO cases_case (
    number, city, tenant_id, window_id, departments, item, kind, pack_hash, lifecycle,
    lifecycle_version, route, subject_id, subject_kind, subject_name, channel, idempotency_key,
    answers, words, state, "before", turn, is_open, submitted_at, accepted_at, closed_at, stopped,
    yellow_on, due_on, updated_at, found_by)
SELECT format('XIANGTAN-%%s-%%s', 2023 + i %% 3, lpad((i + 1)::text, 7, '0')), 'xiangtan', tenant,
       window_id, CASE WHEN state = 'submitted' THEN ARRAY[window_id] ELSE ARRAY[window_id, housing] END,
       item, 'benefit', %(pack)s, 'benefit', 1,
       '{"window": ["hr_bureau"], "reviews": ["housing_authority"], "approve": ["talent_office"]}',
       subject, 'person', name, 'staff', 'seeded-' || i, '{}', '{}', state, '',
       CASE state WHEN 'submitted' THEN 'window' WHEN 'reviewing' THEN 'reviews' WHEN 'approving' THEN 'approve' ELSE '' END,
       open, at, at + interval '1 day', CASE WHEN NOT open THEN at + interval '20 days' END, false,
       CASE WHEN open THEN (at + interval '15 days')::date END,
       CASE WHEN open THEN (at + interval '20 days')::date END, at,
       array_to_tsvector(ARRAY['xiangtan', (2023 + i %% 3)::text, lpad((i + 1)::text, 7, '0'),
                               substr(name, 1, 2), substr(name, 2, 2), substr(name, 3, 1)])
  FROM (SELECT c.i, s.*, c.i < %(running)s AS open,
               (ARRAY['rent-subsidy', 'home-purchase-subsidy', 'first-home-subsidy'])[CASE WHEN c.i < %(running)s THEN 1 ELSE 1 + c.i %% 3 END] AS item,
               CASE WHEN c.i >= %(running)s THEN 'effective'
                    ELSE (ARRAY['submitted', 'reviewing', 'approving'])[1 + (c.i / 7) %% 3] END AS state,
               now() - CASE WHEN c.i < %(running)s THEN interval '40 days' ELSE interval '3 years' END
                     * (abs(hashint8(c.i))::float8 / 2147483648) AS at
          FROM generate_series(0, %(cases)s - 1) AS c(i)
          JOIN settled s ON s.i = c.i %% %(people)s) AS made(i, j, name, subject, tenant, window_id, housing, office, open, item, state, at)
 ORDER BY at;

INSERT INTO cases_work (
    case_id, number, submitted_at, tenant_id, department_id, stage, unit, role, state, waiting, opened_on, yellow_on,
    due_on, told_soon, told_late, opinion, done_at, done_by_name)
SELECT c.id, c.number, c.submitted_at, c.tenant_id,
       CASE c.state WHEN 'reviewing' THEN l.housing WHEN 'approving' THEN l.office ELSE l.window_id END,
       CASE c.state WHEN 'reviewing' THEN 'review' WHEN 'approving' THEN 'approval' ELSE 'acceptance' END,
       CASE c.state WHEN 'reviewing' THEN 'housing_authority' WHEN 'approving' THEN 'talent_office' ELSE 'hr_bureau' END,
       CASE c.state WHEN 'reviewing' THEN 'reviewer' WHEN 'approving' THEN 'approver' ELSE 'clerk' END,
       CASE WHEN c.is_open THEN 'open' ELSE 'done' END, false, c.submitted_at::date, c.yellow_on,
       c.due_on, false, false, '', CASE WHEN NOT c.is_open THEN c.accepted_at END, ''
  FROM cases_case c JOIN place l ON l.tenant = c.tenant_id;

INSERT INTO cases_step (case_id, action, from_state, to_state, at, by_name, told, inward)
    SELECT id, 'submit', '', 'submitted', submitted_at, '窗口', '{}', false FROM cases_case;
