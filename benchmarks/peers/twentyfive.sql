-- The twenty-five rules as one query: a column for each, its sum in fen, null where it is not met.
-- Two-valued, as SQL is mostly written: a condition that is not known to be true does not hold.
-- The row's number puts the answers in order again; totals do not ask for it.
-- Records are reduced once, conditions that several rules share are worked out once.
WITH people AS (
    SELECT
        *,
        list_transform(honours, lambda h: h.award) AS awards,
        list_transform(selections, lambda s: s.programme) AS programmes,
        list_transform(projects, lambda p: p.project) AS project_names,
        list_transform(
            list_filter(selections, lambda s: s.programme = 'ten_thousand_talents'),
            lambda s: s.category
        ) AS plan
    FROM person
),
shared AS (
    SELECT
        *,
        recognised_tier AS tier,
        introduction = 'new' AS is_new,
        host_kind = 'enterprise' AS at_enterprise,
        host_kind IN ('enterprise', 'municipal_research_institute') AS plan_host,
        contract_years >= 3 AND months_worked_locally_per_year >= 6
            AND NOT housing_benefit_enjoyed AS housing_term,
        years_worked_locally >= 3 AND cultivated_locally AS grown_here,
        list_has_any(plan, ['outstanding', 'sci_tech_innovation_leading']) AS plan_leader,
        len(list_filter(
            plan, lambda c: c NOT IN ('outstanding', 'sci_tech_innovation_leading')
        )) > 0 AS plan_other,
        list_contains(programmes, 'youth_thousand_talents')
            OR list_contains(plan, 'youth_top')
            OR list_contains(project_names, 'nsfc_excellent_young_scholars') AS young_talent
    FROM people
),
home AS (
    SELECT
        *,
        is_new AND plan_host AND housing_term AND employment_mode = 'full_time'
            AND tier IN ('A', 'B', 'C', 'D') AS housing_of_tier
    FROM shared
)
SELECT
    file_row_number,
    CASE WHEN is_new AND plan_host AND employment_mode = 'full_time'
              AND introduction_assessment_passed THEN
        CASE tier WHEN 'A' THEN 500000000 WHEN 'B' THEN 300000000
                  WHEN 'C' THEN 100000000 WHEN 'D' THEN 10000000 END
    END::BIGINT AS "art-2-full-time-award",
    CASE WHEN is_new AND plan_host AND employment_mode = 'flexible' THEN
        CASE tier WHEN 'A' THEN 50000000 WHEN 'B' THEN 30000000 WHEN 'C' THEN 10000000 END
        * least(flexible_award_years, 3)
    END::BIGINT AS "art-2-flexible-award",
    CASE WHEN introduction <> 'new' AND tier IN ('A', 'B') AND outstanding_contribution
              AND special_meeting_approved THEN 500000000
    END::BIGINT AS "art-2-outstanding-stock-award",
    CASE WHEN is_new AND urgently_needed AND (
                  host_kind = 'municipal_public_institution'
                  OR host_kind IN ('university', 'hospital') AND municipally_run
                  OR host_kind = 'municipal_research_institute' AND city_public_institution) THEN
        CASE WHEN highest_full_time_degree = 'doctor' OR professional_title = 'senior'
                  THEN 9000000
             WHEN highest_full_time_degree = 'master' OR professional_title = 'associate_senior'
                  THEN 6000000
             WHEN highest_full_time_degree = 'bachelor' AND double_first_class
                  THEN 3000000 END
    END::BIGINT AS "art-3-living-allowance",
    CASE WHEN fresh_graduate AND at_enterprise AND priority_industry_employer THEN
        CASE degree WHEN 'doctor' THEN 1200000 WHEN 'master' THEN 1000000
                    WHEN 'bachelor' THEN 800000 END
    END::BIGINT AS "art-4-graduate-allowance",
    CASE WHEN introduced_from_overseas AND plan_host THEN
        CASE key_programme_declared_locally WHEN 'national' THEN 100000000
                                            WHEN 'provincial' THEN 50000000 END
    END::BIGINT AS "art-5-overseas-award",
    CASE WHEN studied_abroad AND founded_business_locally
              AND returnee_assessment = 'recognised' THEN 20000000
    END::BIGINT AS "art-5-returnee-award",
    CASE WHEN studied_abroad AND founded_business_locally
              AND returnee_assessment = 'outstanding' THEN 50000000
    END::BIGINT AS "art-5-returnee-outstanding-award",
    CASE WHEN grown_here AND (list_has_any(awards, ['cas_academician', 'cae_academician'])
                              OR recognised_other_top_talent) THEN 200000000
    END::BIGINT AS "art-7-academician-award",
    CASE WHEN grown_here AND plan_leader THEN 100000000
    END::BIGINT AS "art-7-ten-thousand-leader-award",
    CASE WHEN grown_here AND plan_other THEN 10000000
    END::BIGINT AS "art-7-ten-thousand-other-award",
    CASE WHEN list_contains(awards, 'xiangtan_excellent_entrepreneur') THEN 2000000
    END::BIGINT AS "art-8-entrepreneur-award",
    CASE WHEN host_kind IN ('municipal_research_institute', 'enterprise', 'university')
              AND cultivated_locally AND (young_talent OR recognised_other_young_talent)
         THEN 10000000
    END::BIGINT AS "art-9-young-talent-award",
    CASE WHEN skill_level_newly_obtained AND at_enterprise THEN
        CASE skill_level WHEN 'technician' THEN 200000 WHEN 'senior_technician' THEN 300000 END
    END::BIGINT AS "art-11-skill-award",
    CASE WHEN cultivated_locally
              AND (list_has_any(awards, ['china_skills_award', 'national_technical_expert'])
                   OR equivalent_skill_award) THEN 10000000
    END::BIGINT AS "art-11-grand-skill-award",
    CASE WHEN founded_business_locally THEN
        CASE borrower_kind WHEN 'individual' THEN 20000000 WHEN 'partnership' THEN 50000000
                           WHEN 'small_micro_enterprise' THEN 300000000 END
    END::BIGINT AS "art-13-startup-loan",
    CASE WHEN production_research_soe AND developed_converted_result THEN 100000000
    END::BIGINT AS "art-18-conversion-award",
    CASE WHEN housing_of_tier AND local_home_purchase = 'commercial' THEN
        greatest(
            CASE tier WHEN 'A' THEN 100000000 WHEN 'B' THEN 70000000
                      WHEN 'C' THEN 50000000 WHEN 'D' THEN 15000000 END
            - (rent_subsidy_received * 100)::BIGINT, 0)
    END::BIGINT AS "art-19-purchase",
    CASE WHEN housing_of_tier AND local_home_purchase = 'none' THEN
        CASE tier WHEN 'A' THEN 1000000 WHEN 'B' THEN 500000
                  WHEN 'C' THEN 300000 WHEN 'D' THEN 100000 END
        * least(rent_subsidy_months, 36)
    END::BIGINT AS "art-19-rent",
    CASE WHEN is_new AND at_enterprise AND priority_industry_employer AND housing_term
              AND local_home_purchase = 'commercial' AND first_local_home_after_hire THEN
        CASE WHEN professional_title = 'senior' THEN 10000000
             WHEN professional_title = 'associate_senior'
                  OR highest_full_time_degree = 'doctor' THEN 8000000
             WHEN professional_title = 'intermediate' OR skill_level = 'senior_technician'
                  OR highest_full_time_degree = 'master' THEN 3000000
             WHEN skill_level = 'technician'
                  OR highest_full_time_degree = 'bachelor' THEN 2000000 END
    END::BIGINT AS "art-19-first-home",
    CASE WHEN postdoc_position = 'in_workstation'
              AND postdoc_station_level IN ('national', 'provincial') THEN 40000000
    END::BIGINT AS "art-16-postdoc-allowance",
    CASE WHEN list_contains(awards, 'zhejiang_special_expert')
              OR list_contains(project_names, 'nsfc_distinguished_young_scholars')
              OR len(list_filter(selections, lambda s: s.programme = 'qianjiang_scholars'
                                 AND s.category = 'distinguished_professor')) > 0
              OR recognised_equal_honour THEN 100000000
    END::BIGINT AS "art-18-high-honour",
    CASE WHEN list_contains(list_transform(certificates, lambda c: c.certificate), 'social_worker')
         THEN 500000
    END::BIGINT AS "art-18-social-worker",
    CASE WHEN host_kind IN ('enterprise', 'municipal_research_institute',
                            'other_research_institute', 'university', 'hospital',
                            'municipal_public_institution', 'other_public_institution')
              AND doctorate_earned_in_service THEN 10000000
    END::BIGINT AS "pei-a3-doctorate-award",
    CASE WHEN at_enterprise AND skill_level_newly_obtained THEN
        CASE skill_level WHEN 'junior_worker' THEN 100000 WHEN 'intermediate_worker' THEN 150000
                         WHEN 'senior_worker' THEN 200000 WHEN 'technician' THEN 250000
                         WHEN 'senior_technician' THEN 350000 END
    END::BIGINT AS "pei-b2-skill-promotion"
FROM home
