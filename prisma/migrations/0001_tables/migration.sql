-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "RegionLevel" AS ENUM ('NATION', 'PROVINCE', 'CITY', 'COUNTY', 'TOWNSHIP', 'VILLAGE');

-- CreateEnum
CREATE TYPE "OrganisationKind" AS ENUM ('LEADING_GROUP', 'COUNTY_OFFICE', 'TOWNSHIP_OFFICE', 'STATION', 'BANK', 'INSURER', 'FINANCE_BUREAU', 'REGULATOR', 'AUDIT_OFFICE', 'OPERATOR');

-- CreateEnum
CREATE TYPE "Role" AS ENUM ('STATION_WORKER', 'TOWNSHIP_OFFICER', 'COUNTY_OFFICIAL', 'LEADING_GROUP_OFFICER', 'LEADER', 'REGULATOR', 'AUDITOR', 'CREDIT_LEAD', 'ACCOUNT_MANAGER', 'LEGAL_REVIEWER', 'APPROVER', 'DISBURSEMENT_CLERK', 'DISBURSEMENT_CHECKER', 'SYSTEM_ADMIN', 'SECURITY_ADMIN', 'AUDIT_ADMIN');

-- CreateEnum
CREATE TYPE "UserStatus" AS ENUM ('ACTIVE', 'DEACTIVATED');

-- CreateEnum
CREATE TYPE "DefinitionStatus" AS ENUM ('DRAFT', 'PUBLISHED', 'RETIRED');

-- CreateEnum
CREATE TYPE "ApplicantKind" AS ENUM ('HOUSEHOLD', 'FAMILY_FARM', 'COOPERATIVE', 'ENTERPRISE', 'VILLAGE_COLLECTIVE');

-- CreateEnum
CREATE TYPE "HouseholdKind" AS ENUM ('REGISTERED_POOR', 'LIFTED_OUT', 'MONITORED', 'OTHER');

-- CreateEnum
CREATE TYPE "Relation" AS ENUM ('HEAD', 'SPOUSE', 'CHILD', 'PARENT', 'OTHER');

-- CreateEnum
CREATE TYPE "ProjectStatus" AS ENUM ('IN_POOL', 'REMOVED');

-- CreateEnum
CREATE TYPE "ImportStatus" AS ENUM ('PREVIEW', 'CONFIRMED', 'DISCARDED');

-- CreateEnum
CREATE TYPE "FundPlanLineKind" AS ENUM ('PROJECT', 'SUBSIDY');

-- CreateEnum
CREATE TYPE "Stage" AS ENUM ('CONSULTATION', 'ACCEPTANCE', 'DUE_DILIGENCE', 'DECISION', 'CONTRACT', 'DISBURSEMENT', 'FOLLOW_UP');

-- CreateEnum
CREATE TYPE "CaseStatus" AS ENUM ('OPEN', 'AWAITING_SUPPLEMENT', 'SUSPENDED', 'CLOSED');

-- CreateEnum
CREATE TYPE "Outcome" AS ENUM ('REPAID', 'CERTIFIED', 'DECLINED', 'WITHDRAWN', 'LAPSED', 'COMPENSATED', 'WRITTEN_OFF');

-- CreateEnum
CREATE TYPE "Lane" AS ENUM ('NORMAL', 'GREEN');

-- CreateEnum
CREATE TYPE "Duty" AS ENUM ('DUE_DILIGENCE', 'APPROVAL', 'PAYMENT_REQUEST', 'PAYMENT_RELEASE');

-- CreateEnum
CREATE TYPE "AssignmentPart" AS ENUM ('MANAGER_A', 'MANAGER_B');

-- CreateEnum
CREATE TYPE "CorrectionField" AS ENUM ('APPLICANT_NAME', 'REQUESTED_AMOUNT', 'PAYEE_NAME', 'PAYEE_ACCOUNT');

-- CreateEnum
CREATE TYPE "CorrectionStatus" AS ENUM ('REQUESTED', 'CONFIRMED', 'REFUSED');

-- CreateEnum
CREATE TYPE "ScanState" AS ENUM ('PENDING', 'CLEAN', 'QUARANTINED', 'NOT_SCANNED');

-- CreateEnum
CREATE TYPE "DocumentStatus" AS ENUM ('UPLOADED', 'CHECKED', 'REJECTED', 'SUPERSEDED', 'REMOVED');

-- CreateEnum
CREATE TYPE "ReportStatus" AS ENUM ('DRAFT', 'CONFIRMED', 'SUBMITTED', 'VOID');

-- CreateEnum
CREATE TYPE "RepaymentMethod" AS ENUM ('BULLET', 'EQUAL_INSTALMENTS', 'EQUAL_PRINCIPAL');

-- CreateEnum
CREATE TYPE "ApprovalOutcome" AS ENUM ('APPROVED', 'DECLINED', 'RETURNED');

-- CreateEnum
CREATE TYPE "ConditionGate" AS ENUM ('CONTRACT', 'DISBURSEMENT');

-- CreateEnum
CREATE TYPE "ConditionStatus" AS ENUM ('OPEN', 'MET', 'VOID');

-- CreateEnum
CREATE TYPE "ContractStatus" AS ENUM ('DRAFT', 'LEGAL_CHECKED', 'SIGNED', 'VOID');

-- CreateEnum
CREATE TYPE "SecurityKind" AS ENUM ('NONE', 'GUARANTEE', 'POLICY', 'RISK_FUND');

-- CreateEnum
CREATE TYPE "TrancheStatus" AS ENUM ('PLANNED', 'REQUESTED', 'RELEASED', 'RETURNED', 'CANCELLED');

-- CreateEnum
CREATE TYPE "PaymentStatus" AS ENUM ('REQUESTED', 'RELEASED', 'REFUSED', 'RETURNED');

-- CreateEnum
CREATE TYPE "JournalKind" AS ENUM ('DISBURSEMENT', 'DISBURSEMENT_RETURN', 'REPAYMENT', 'COMPENSATION', 'WRITE_OFF');

-- CreateEnum
CREATE TYPE "Account" AS ENUM ('FUNDS', 'PRINCIPAL', 'INTEREST', 'COMPENSATION', 'LOSS');

-- CreateEnum
CREATE TYPE "FollowUpReportStatus" AS ENUM ('DUE', 'SUBMITTED', 'RETURNED', 'REVIEWED');

-- CreateEnum
CREATE TYPE "FindingStatus" AS ENUM ('OPEN', 'RECTIFIED', 'SIGNED_OFF');

-- CreateEnum
CREATE TYPE "DayKind" AS ENUM ('HOLIDAY', 'WORKDAY');

-- CreateTable
CREATE TABLE "region" (
    "id" INTEGER NOT NULL,
    "level" "RegionLevel" NOT NULL,

    CONSTRAINT "region_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "region_version" (
    "region_id" INTEGER NOT NULL,
    "code" TEXT,
    "name" TEXT NOT NULL,
    "parent_id" INTEGER,
    "province_id" INTEGER,
    "city_id" INTEGER,
    "county_id" INTEGER,
    "township_id" INTEGER,
    "valid_from" DATE NOT NULL,
    "valid_to" DATE,

    CONSTRAINT "region_version_pkey" PRIMARY KEY ("region_id","valid_from")
);

-- CreateTable
CREATE TABLE "organisation" (
    "id" UUID NOT NULL,
    "kind" "OrganisationKind" NOT NULL,
    "level" "RegionLevel" NOT NULL,
    "name" JSONB NOT NULL,
    "region_id" INTEGER NOT NULL,
    "parent_id" UUID,
    "financier_id" UUID,
    "provincial_branch_id" UUID,
    "county_branch_id" UUID,
    "active" BOOLEAN NOT NULL DEFAULT true,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "organisation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "app_user" (
    "id" UUID NOT NULL,
    "username" TEXT NOT NULL,
    "password_hash" TEXT NOT NULL,
    "name" JSONB NOT NULL,
    "staff_number" TEXT NOT NULL,
    "organisation_id" UUID NOT NULL,
    "roles" "Role"[],
    "status" "UserStatus" NOT NULL DEFAULT 'ACTIVE',
    "failed_sign_ins" INTEGER NOT NULL DEFAULT 0,
    "locked_until" TIMESTAMPTZ(3),
    "last_sign_in_at" TIMESTAMPTZ(3),
    "last_sign_in_address" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "app_user_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "auth_session" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),
    "address" TEXT,
    "agent" TEXT,

    CONSTRAINT "auth_session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "programme" (
    "id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "name" JSONB NOT NULL,

    CONSTRAINT "programme_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "programme_definition" (
    "id" UUID NOT NULL,
    "programme_id" UUID NOT NULL,
    "province_id" INTEGER NOT NULL,
    "version" INTEGER NOT NULL,
    "status" "DefinitionStatus" NOT NULL DEFAULT 'DRAFT',
    "effective_from" DATE NOT NULL,
    "effective_to" DATE,
    "document_number" TEXT NOT NULL,
    "body" JSONB NOT NULL,

    CONSTRAINT "programme_definition_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "authority_limit" (
    "id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "programme_id" UUID NOT NULL,
    "role" "Role" NOT NULL DEFAULT 'APPROVER',
    "applicant_kind" "ApplicantKind",
    "up_to_fen" BIGINT,
    "approvals" INTEGER NOT NULL,
    "valid_from" DATE NOT NULL,
    "valid_to" DATE,
    "document_number" TEXT NOT NULL,

    CONSTRAINT "authority_limit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "household" (
    "id" UUID NOT NULL,
    "province_id" INTEGER NOT NULL,
    "city_id" INTEGER NOT NULL,
    "county_id" INTEGER NOT NULL,
    "township_id" INTEGER NOT NULL,
    "village_id" INTEGER,
    "kind" "HouseholdKind" NOT NULL,
    "address_cipher" BYTEA,
    "created_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "household_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "person" (
    "id" UUID NOT NULL,
    "household_id" UUID NOT NULL,
    "relation" "Relation" NOT NULL,
    "name" TEXT NOT NULL,
    "pinyin" TEXT NOT NULL,
    "initials" TEXT NOT NULL,
    "bigrams" TEXT[],
    "identity_number_cipher" BYTEA NOT NULL,
    "identity_number_index" BYTEA NOT NULL,
    "phone_cipher" BYTEA,
    "phone_index" BYTEA,
    "labour_capacity" BOOLEAN NOT NULL DEFAULT true,

    CONSTRAINT "person_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "operating_entity" (
    "id" UUID NOT NULL,
    "kind" "ApplicantKind" NOT NULL,
    "name" TEXT NOT NULL,
    "pinyin" TEXT NOT NULL,
    "initials" TEXT NOT NULL,
    "bigrams" TEXT[],
    "credit_code" TEXT NOT NULL,
    "province_id" INTEGER NOT NULL,
    "city_id" INTEGER NOT NULL,
    "county_id" INTEGER NOT NULL,
    "township_id" INTEGER NOT NULL,
    "village_id" INTEGER,
    "contact_name" TEXT NOT NULL,
    "contact_phone_cipher" BYTEA NOT NULL,
    "contact_phone_index" BYTEA NOT NULL,
    "leading_enterprise" BOOLEAN NOT NULL DEFAULT false,
    "employs_poor_households" BOOLEAN NOT NULL DEFAULT false,
    "created_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "operating_entity_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "project" (
    "id" UUID NOT NULL,
    "reference" TEXT NOT NULL,
    "province_id" INTEGER NOT NULL,
    "city_id" INTEGER NOT NULL,
    "county_id" INTEGER NOT NULL,
    "township_id" INTEGER,
    "village_id" INTEGER,
    "village_name" TEXT,
    "name" TEXT NOT NULL,
    "initials" TEXT NOT NULL,
    "bigrams" TEXT[],
    "content" TEXT NOT NULL,
    "year" INTEGER NOT NULL,
    "planned_amount_fen" BIGINT NOT NULL,
    "note" TEXT,
    "status" "ProjectStatus" NOT NULL DEFAULT 'IN_POOL',
    "created_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "project_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "import_batch" (
    "id" UUID NOT NULL,
    "province_id" INTEGER NOT NULL,
    "city_id" INTEGER NOT NULL,
    "county_id" INTEGER NOT NULL,
    "file_id" UUID NOT NULL,
    "file_name" TEXT NOT NULL,
    "sheet_name" TEXT NOT NULL,
    "year" INTEGER NOT NULL,
    "status" "ImportStatus" NOT NULL DEFAULT 'PREVIEW',
    "version" INTEGER NOT NULL DEFAULT 1,
    "grid" JSONB NOT NULL,
    "mapping" JSONB NOT NULL,
    "created_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "confirmed_at" TIMESTAMPTZ(3),

    CONSTRAINT "import_batch_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "import_mapping" (
    "county_id" INTEGER NOT NULL,
    "header_fingerprint" TEXT NOT NULL,
    "mapping" JSONB NOT NULL,
    "saved_by_id" UUID NOT NULL,
    "saved_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "import_mapping_pkey" PRIMARY KEY ("county_id","header_fingerprint")
);

-- CreateTable
CREATE TABLE "fund_plan" (
    "id" UUID NOT NULL,
    "province_id" INTEGER NOT NULL,
    "city_id" INTEGER NOT NULL,
    "county_id" INTEGER NOT NULL,
    "import_batch_id" UUID NOT NULL,
    "title" TEXT NOT NULL,
    "year" INTEGER NOT NULL,
    "total_fen" BIGINT NOT NULL,
    "line_count" INTEGER NOT NULL,
    "confirmed_by_id" UUID NOT NULL,
    "confirmed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "fund_plan_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "fund_plan_line" (
    "id" UUID NOT NULL,
    "fund_plan_id" UUID NOT NULL,
    "county_id" INTEGER NOT NULL,
    "row_number" INTEGER NOT NULL,
    "sequence" TEXT,
    "kind" "FundPlanLineKind" NOT NULL,
    "village_name" TEXT,
    "project_name" TEXT NOT NULL,
    "content" TEXT NOT NULL,
    "amount_fen" BIGINT NOT NULL,
    "note" TEXT,
    "fingerprint" TEXT NOT NULL,
    "project_id" UUID,

    CONSTRAINT "fund_plan_line_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "case_record" (
    "id" UUID NOT NULL,
    "reference" TEXT NOT NULL,
    "programme_id" UUID NOT NULL,
    "programme_definition_id" UUID NOT NULL,
    "province_id" INTEGER NOT NULL,
    "city_id" INTEGER NOT NULL,
    "county_id" INTEGER NOT NULL,
    "township_id" INTEGER NOT NULL,
    "village_id" INTEGER,
    "financier_id" UUID NOT NULL,
    "provincial_branch_id" UUID,
    "county_branch_id" UUID,
    "handling_organisation_id" UUID NOT NULL,
    "decision_organisation_id" UUID,
    "project_id" UUID,
    "lane" "Lane" NOT NULL DEFAULT 'NORMAL',
    "applicant_kind" "ApplicantKind" NOT NULL,
    "person_id" UUID,
    "operating_entity_id" UUID,
    "applicant_name" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "pinyin" TEXT NOT NULL,
    "initials" TEXT NOT NULL,
    "bigrams" TEXT[],
    "purpose" TEXT NOT NULL,
    "recommender_organisation" TEXT,
    "recommender_person" TEXT,
    "eligibility" JSONB NOT NULL,
    "payee_name" TEXT,
    "payee_account_cipher" BYTEA,
    "requested_amount_fen" BIGINT NOT NULL,
    "requested_term_months" INTEGER NOT NULL,
    "recommended_amount_fen" BIGINT,
    "recommended_term_months" INTEGER,
    "recommended_rate_bps" INTEGER,
    "approved_amount_fen" BIGINT,
    "approved_term_months" INTEGER,
    "approved_rate_bps" INTEGER,
    "contracted_amount_fen" BIGINT,
    "disbursed_amount_fen" BIGINT NOT NULL DEFAULT 0,
    "outstanding_amount_fen" BIGINT NOT NULL DEFAULT 0,
    "stage" "Stage" NOT NULL DEFAULT 'CONSULTATION',
    "review_step" INTEGER NOT NULL DEFAULT 0,
    "decision_round" INTEGER NOT NULL DEFAULT 1,
    "status" "CaseStatus" NOT NULL DEFAULT 'OPEN',
    "outcome" "Outcome",
    "furthest_stage" "Stage" NOT NULL DEFAULT 'CONSULTATION',
    "version" INTEGER NOT NULL DEFAULT 1,
    "due_on" DATE,
    "due_provisional" BOOLEAN NOT NULL DEFAULT false,
    "handed_on_by_id" UUID,
    "waiting_task" TEXT,
    "waiting_roles" "Role"[],
    "waiting_user_ids" UUID[],
    "waiting_organisation_id" UUID,
    "waiting_since" TIMESTAMPTZ(3) NOT NULL,
    "handed_on_at" TIMESTAMPTZ(3) NOT NULL,
    "consulted_on" DATE NOT NULL,
    "created_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "case_record_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "stage_visit" (
    "id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "stage" "Stage" NOT NULL,
    "sequence" INTEGER NOT NULL,
    "entered_at" TIMESTAMPTZ(3) NOT NULL,
    "left_at" TIMESTAMPTZ(3),
    "left_by_id" UUID,
    "limit_working_days" INTEGER,
    "paused_working_days" INTEGER NOT NULL DEFAULT 0,
    "paused_on" DATE,

    CONSTRAINT "stage_visit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "case_duty" (
    "case_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "duty" "Duty" NOT NULL,
    "taken_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "case_duty_pkey" PRIMARY KEY ("case_id","user_id")
);

-- CreateTable
CREATE TABLE "case_assignment" (
    "id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "part" "AssignmentPart" NOT NULL,
    "user_id" UUID NOT NULL,
    "assigned_by_id" UUID NOT NULL,
    "assigned_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "case_assignment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "conflict_declaration" (
    "id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "statement" TEXT NOT NULL,
    "declared_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "conflict_declaration_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "supplement_request" (
    "id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "items" TEXT[],
    "note" TEXT NOT NULL,
    "requested_by_id" UUID NOT NULL,
    "requested_at" TIMESTAMPTZ(3) NOT NULL,
    "answered_by_id" UUID,
    "answered_at" TIMESTAMPTZ(3),
    "answer" TEXT,

    CONSTRAINT "supplement_request_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "correction" (
    "id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "field" "CorrectionField" NOT NULL,
    "old_value_cipher" BYTEA NOT NULL,
    "new_value_cipher" BYTEA NOT NULL,
    "reason" TEXT NOT NULL,
    "status" "CorrectionStatus" NOT NULL DEFAULT 'REQUESTED',
    "requested_by_id" UUID NOT NULL,
    "requested_at" TIMESTAMPTZ(3) NOT NULL,
    "settled_by_id" UUID,
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "correction_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "stored_file" (
    "id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "size_bytes" INTEGER NOT NULL,
    "media_type" TEXT NOT NULL,
    "original_name" TEXT NOT NULL,
    "scan_state" "ScanState" NOT NULL DEFAULT 'PENDING',
    "uploaded_by_id" UUID NOT NULL,
    "uploaded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "stored_file_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "document" (
    "id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "province_id" INTEGER NOT NULL,
    "city_id" INTEGER NOT NULL,
    "county_id" INTEGER NOT NULL,
    "township_id" INTEGER NOT NULL,
    "village_id" INTEGER,
    "financier_id" UUID NOT NULL,
    "provincial_branch_id" UUID,
    "county_branch_id" UUID,
    "requirement_code" TEXT NOT NULL,
    "file_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "status" "DocumentStatus" NOT NULL DEFAULT 'UPLOADED',
    "site_visit_id" UUID,
    "uploaded_by_id" UUID NOT NULL,
    "uploaded_at" TIMESTAMPTZ(3) NOT NULL,
    "checked_by_id" UUID,
    "checked_at" TIMESTAMPTZ(3),
    "remark" TEXT,

    CONSTRAINT "document_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "site_visit" (
    "id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "visited_on" DATE NOT NULL,
    "place" TEXT NOT NULL,
    "observations" TEXT NOT NULL,
    "visitor_ids" UUID[],
    "recorded_by_id" UUID NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "site_visit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "due_diligence_report" (
    "id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "status" "ReportStatus" NOT NULL DEFAULT 'DRAFT',
    "answers" JSONB NOT NULL,
    "score_bps" INTEGER,
    "recommended_amount_fen" BIGINT,
    "term_months" INTEGER,
    "rate_bps" INTEGER,
    "repayment_method" "RepaymentMethod",
    "summary" TEXT NOT NULL DEFAULT '',
    "conditions" JSONB NOT NULL DEFAULT '[]',
    "author_id" UUID NOT NULL,
    "confirmed_by_id" UUID,
    "confirmed_at" TIMESTAMPTZ(3),
    "submitted_at" TIMESTAMPTZ(3),
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "due_diligence_report_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "approval" (
    "id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "round" INTEGER NOT NULL,
    "organisation_id" UUID NOT NULL,
    "approver_id" UUID NOT NULL,
    "outcome" "ApprovalOutcome" NOT NULL,
    "opinion" TEXT NOT NULL,
    "amount_fen" BIGINT,
    "term_months" INTEGER,
    "rate_bps" INTEGER,
    "authority_limit_id" UUID,
    "decided_at" TIMESTAMPTZ(3) NOT NULL,
    "voided_at" TIMESTAMPTZ(3),
    "void_reason" TEXT,

    CONSTRAINT "approval_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "condition" (
    "id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "text" TEXT NOT NULL,
    "gate" "ConditionGate" NOT NULL,
    "status" "ConditionStatus" NOT NULL DEFAULT 'OPEN',
    "approval_id" UUID,
    "evidence" TEXT,
    "met_by_id" UUID,
    "met_at" TIMESTAMPTZ(3),

    CONSTRAINT "condition_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "contract" (
    "id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "number" TEXT,
    "status" "ContractStatus" NOT NULL DEFAULT 'DRAFT',
    "lender_name" TEXT NOT NULL,
    "borrower_name" TEXT NOT NULL,
    "amount_fen" BIGINT NOT NULL,
    "term_months" INTEGER NOT NULL,
    "rate_bps" INTEGER NOT NULL,
    "repayment_method" "RepaymentMethod" NOT NULL,
    "security_kind" "SecurityKind" NOT NULL,
    "security_reference" TEXT,
    "linked_households" INTEGER,
    "signed_on" DATE,
    "drafted_by_id" UUID NOT NULL,
    "drafted_at" TIMESTAMPTZ(3) NOT NULL,
    "legal_checked_by_id" UUID,
    "legal_checked_at" TIMESTAMPTZ(3),
    "legal_opinion" TEXT,
    "revision" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "contract_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "tranche" (
    "id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "sequence" INTEGER NOT NULL,
    "planned_on" DATE NOT NULL,
    "amount_fen" BIGINT NOT NULL,
    "status" "TrancheStatus" NOT NULL DEFAULT 'PLANNED',

    CONSTRAINT "tranche_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "payment" (
    "id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "tranche_id" UUID NOT NULL,
    "province_id" INTEGER NOT NULL,
    "city_id" INTEGER NOT NULL,
    "county_id" INTEGER NOT NULL,
    "township_id" INTEGER NOT NULL,
    "village_id" INTEGER,
    "financier_id" UUID NOT NULL,
    "provincial_branch_id" UUID,
    "county_branch_id" UUID,
    "amount_fen" BIGINT NOT NULL,
    "status" "PaymentStatus" NOT NULL DEFAULT 'REQUESTED',
    "payee_name" TEXT NOT NULL,
    "payee_account_cipher" BYTEA NOT NULL,
    "request_hash" TEXT NOT NULL,
    "requested_by_id" UUID NOT NULL,
    "requested_at" TIMESTAMPTZ(3) NOT NULL,
    "released_by_id" UUID,
    "released_at" TIMESTAMPTZ(3),
    "released_on" DATE,
    "voucher_number" TEXT,
    "returned_on" DATE,
    "reason" TEXT,

    CONSTRAINT "payment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "idempotency_key" (
    "key" TEXT NOT NULL,
    "actor_id" UUID NOT NULL,
    "command" TEXT NOT NULL,
    "request_hash" TEXT NOT NULL,
    "result_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "idempotency_key_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "journal" (
    "id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "kind" "JournalKind" NOT NULL,
    "occurred_on" DATE NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "source_id" UUID NOT NULL,
    "reverses_id" UUID,

    CONSTRAINT "journal_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "leg" (
    "id" UUID NOT NULL,
    "journal_id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "account" "Account" NOT NULL,
    "amount_fen" BIGINT NOT NULL,

    CONSTRAINT "leg_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "repayment_plan_line" (
    "id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "sequence" INTEGER NOT NULL,
    "due_on" DATE NOT NULL,
    "principal_fen" BIGINT NOT NULL,
    "interest_fen" BIGINT NOT NULL,
    "paid_principal_fen" BIGINT NOT NULL DEFAULT 0,
    "paid_interest_fen" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "repayment_plan_line_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "repayment" (
    "id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "paid_on" DATE NOT NULL,
    "amount_fen" BIGINT NOT NULL,
    "principal_fen" BIGINT NOT NULL,
    "interest_fen" BIGINT NOT NULL,
    "recorded_by_id" UUID NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "repayment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "follow_up_report" (
    "id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "period_on" DATE NOT NULL,
    "due_on" DATE NOT NULL,
    "status" "FollowUpReportStatus" NOT NULL DEFAULT 'DUE',
    "progress" TEXT NOT NULL DEFAULT '',
    "funds_used_fen" BIGINT,
    "problems" TEXT NOT NULL DEFAULT '',
    "submitted_by_id" UUID,
    "submitted_at" TIMESTAMPTZ(3),
    "reviewed_by_id" UUID,
    "reviewed_at" TIMESTAMPTZ(3),
    "review_remark" TEXT,

    CONSTRAINT "follow_up_report_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "finding" (
    "id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "description" TEXT NOT NULL,
    "due_on" DATE NOT NULL,
    "status" "FindingStatus" NOT NULL DEFAULT 'OPEN',
    "opened_by_id" UUID NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "rectification" TEXT,
    "rectified_by_id" UUID,
    "rectified_at" TIMESTAMPTZ(3),
    "signed_off_by_id" UUID,
    "signed_off_at" TIMESTAMPTZ(3),

    CONSTRAINT "finding_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "event" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "payload_version" INTEGER NOT NULL DEFAULT 1,
    "payload" JSONB NOT NULL,
    "case_id" UUID,
    "subject_id" UUID,
    "province_id" INTEGER,
    "city_id" INTEGER,
    "county_id" INTEGER,
    "township_id" INTEGER,
    "village_id" INTEGER,
    "financier_id" UUID,
    "provincial_branch_id" UUID,
    "county_branch_id" UUID,
    "programme_id" UUID,
    "applicant_kind" "ApplicantKind",
    "actor_id" UUID,
    "actor_organisation_id" UUID,
    "on_behalf_of_id" UUID,
    "occurred_on" DATE NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "request_id" UUID NOT NULL,

    CONSTRAINT "event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "remark" (
    "event_id" UUID NOT NULL,
    "case_id" UUID,
    "text" TEXT NOT NULL,

    CONSTRAINT "remark_pkey" PRIMARY KEY ("event_id")
);

-- CreateTable
CREATE TABLE "figure_delta" (
    "id" BIGSERIAL NOT NULL,
    "measure" TEXT NOT NULL,
    "region_id" INTEGER NOT NULL,
    "financier_id" UUID NOT NULL,
    "branch_id" UUID NOT NULL,
    "programme_id" UUID NOT NULL,
    "applicant_kind" TEXT NOT NULL,
    "stage" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "recorded_on" DATE NOT NULL,
    "value" BIGINT NOT NULL,

    CONSTRAINT "figure_delta_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "figure" (
    "measure" TEXT NOT NULL,
    "region_id" INTEGER NOT NULL,
    "financier_id" UUID NOT NULL,
    "branch_id" UUID NOT NULL,
    "programme_id" UUID NOT NULL,
    "applicant_kind" TEXT NOT NULL,
    "stage" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "recorded_on" DATE NOT NULL,
    "value" BIGINT NOT NULL,

    CONSTRAINT "figure_pkey" PRIMARY KEY ("region_id","measure","programme_id","financier_id","branch_id","applicant_kind","stage","day","recorded_on")
);

-- CreateTable
CREATE TABLE "target" (
    "id" UUID NOT NULL,
    "programme_id" UUID NOT NULL,
    "region_id" INTEGER NOT NULL,
    "measure" TEXT NOT NULL,
    "start_on" DATE NOT NULL,
    "name" JSONB NOT NULL,

    CONSTRAINT "target_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "target_milestone" (
    "id" UUID NOT NULL,
    "target_id" UUID NOT NULL,
    "due_on" DATE NOT NULL,
    "value" BIGINT NOT NULL,

    CONSTRAINT "target_milestone_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "counter" (
    "county_id" INTEGER NOT NULL,
    "year" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "value" INTEGER NOT NULL,

    CONSTRAINT "counter_pkey" PRIMARY KEY ("county_id","year","kind")
);

-- CreateTable
CREATE TABLE "calendar_day" (
    "day" DATE NOT NULL,
    "kind" "DayKind" NOT NULL,

    CONSTRAINT "calendar_day_pkey" PRIMARY KEY ("day")
);

-- CreateTable
CREATE TABLE "calendar_year" (
    "year" INTEGER NOT NULL,
    "published_on" DATE NOT NULL,

    CONSTRAINT "calendar_year_pkey" PRIMARY KEY ("year")
);

-- CreateTable
CREATE TABLE "key_check" (
    "id" TEXT NOT NULL,
    "fingerprint" TEXT NOT NULL,

    CONSTRAINT "key_check_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "region_version_parent_id_idx" ON "region_version"("parent_id");

-- CreateIndex
CREATE INDEX "region_version_code_idx" ON "region_version"("code");

-- CreateIndex
CREATE INDEX "organisation_region_id_idx" ON "organisation"("region_id");

-- CreateIndex
CREATE INDEX "organisation_financier_id_idx" ON "organisation"("financier_id");

-- CreateIndex
CREATE UNIQUE INDEX "app_user_username_key" ON "app_user"("username");

-- CreateIndex
CREATE INDEX "auth_session_user_id_idx" ON "auth_session"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "programme_code_key" ON "programme"("code");

-- CreateIndex
CREATE UNIQUE INDEX "programme_definition_programme_id_province_id_version_key" ON "programme_definition"("programme_id", "province_id", "version");

-- CreateIndex
CREATE INDEX "authority_limit_organisation_id_programme_id_idx" ON "authority_limit"("organisation_id", "programme_id");

-- CreateIndex
CREATE INDEX "household_county_id_id_idx" ON "household"("county_id", "id");

-- CreateIndex
CREATE INDEX "household_township_id_id_idx" ON "household"("township_id", "id");

-- CreateIndex
CREATE INDEX "household_village_id_id_idx" ON "household"("village_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "person_identity_number_index_key" ON "person"("identity_number_index");

-- CreateIndex
CREATE INDEX "person_household_id_idx" ON "person"("household_id");

-- CreateIndex
CREATE UNIQUE INDEX "operating_entity_credit_code_key" ON "operating_entity"("credit_code");

-- CreateIndex
CREATE INDEX "operating_entity_county_id_id_idx" ON "operating_entity"("county_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "project_reference_key" ON "project"("reference");

-- CreateIndex
CREATE INDEX "project_county_id_id_idx" ON "project"("county_id", "id");

-- CreateIndex
CREATE INDEX "import_batch_county_id_id_idx" ON "import_batch"("county_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "fund_plan_import_batch_id_key" ON "fund_plan"("import_batch_id");

-- CreateIndex
CREATE INDEX "fund_plan_county_id_id_idx" ON "fund_plan"("county_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "fund_plan_line_project_id_key" ON "fund_plan_line"("project_id");

-- CreateIndex
CREATE INDEX "fund_plan_line_county_id_fingerprint_idx" ON "fund_plan_line"("county_id", "fingerprint");

-- CreateIndex
CREATE UNIQUE INDEX "fund_plan_line_county_id_fingerprint_fund_plan_id_row_numbe_key" ON "fund_plan_line"("county_id", "fingerprint", "fund_plan_id", "row_number");

-- CreateIndex
CREATE UNIQUE INDEX "case_record_reference_key" ON "case_record"("reference");

-- CreateIndex
CREATE INDEX "case_record_county_id_id_idx" ON "case_record"("county_id", "id");

-- CreateIndex
CREATE INDEX "case_record_township_id_id_idx" ON "case_record"("township_id", "id");

-- CreateIndex
CREATE INDEX "case_record_village_id_id_idx" ON "case_record"("village_id", "id");

-- CreateIndex
CREATE INDEX "case_record_province_id_id_idx" ON "case_record"("province_id", "id");

-- CreateIndex
CREATE INDEX "case_record_city_id_id_idx" ON "case_record"("city_id", "id");

-- CreateIndex
CREATE INDEX "case_record_financier_id_id_idx" ON "case_record"("financier_id", "id");

-- CreateIndex
CREATE INDEX "case_record_provincial_branch_id_id_idx" ON "case_record"("provincial_branch_id", "id");

-- CreateIndex
CREATE INDEX "case_record_county_branch_id_id_idx" ON "case_record"("county_branch_id", "id");

-- CreateIndex
CREATE INDEX "case_record_operating_entity_id_idx" ON "case_record"("operating_entity_id");

-- CreateIndex
CREATE INDEX "case_record_person_id_idx" ON "case_record"("person_id");

-- CreateIndex
CREATE UNIQUE INDEX "stage_visit_case_id_sequence_key" ON "stage_visit"("case_id", "sequence");

-- CreateIndex
CREATE INDEX "case_assignment_case_id_idx" ON "case_assignment"("case_id");

-- CreateIndex
CREATE INDEX "case_assignment_user_id_idx" ON "case_assignment"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "conflict_declaration_case_id_user_id_key" ON "conflict_declaration"("case_id", "user_id");

-- CreateIndex
CREATE INDEX "supplement_request_case_id_idx" ON "supplement_request"("case_id");

-- CreateIndex
CREATE INDEX "correction_case_id_idx" ON "correction"("case_id");

-- CreateIndex
CREATE UNIQUE INDEX "stored_file_key_key" ON "stored_file"("key");

-- CreateIndex
CREATE INDEX "document_case_id_idx" ON "document"("case_id");

-- CreateIndex
CREATE INDEX "site_visit_case_id_idx" ON "site_visit"("case_id");

-- CreateIndex
CREATE UNIQUE INDEX "due_diligence_report_case_id_version_key" ON "due_diligence_report"("case_id", "version");

-- CreateIndex
CREATE INDEX "approval_case_id_idx" ON "approval"("case_id");

-- CreateIndex
CREATE INDEX "condition_case_id_idx" ON "condition"("case_id");

-- CreateIndex
CREATE UNIQUE INDEX "contract_number_key" ON "contract"("number");

-- CreateIndex
CREATE INDEX "contract_case_id_idx" ON "contract"("case_id");

-- CreateIndex
CREATE UNIQUE INDEX "tranche_case_id_sequence_key" ON "tranche"("case_id", "sequence");

-- CreateIndex
CREATE UNIQUE INDEX "payment_voucher_number_key" ON "payment"("voucher_number");

-- CreateIndex
CREATE INDEX "payment_case_id_idx" ON "payment"("case_id");

-- CreateIndex
CREATE INDEX "payment_county_id_id_idx" ON "payment"("county_id", "id");

-- CreateIndex
CREATE INDEX "payment_financier_id_id_idx" ON "payment"("financier_id", "id");

-- CreateIndex
CREATE INDEX "payment_county_branch_id_id_idx" ON "payment"("county_branch_id", "id");

-- CreateIndex
CREATE INDEX "payment_provincial_branch_id_id_idx" ON "payment"("provincial_branch_id", "id");

-- CreateIndex
CREATE INDEX "payment_province_id_id_idx" ON "payment"("province_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "journal_reverses_id_key" ON "journal"("reverses_id");

-- CreateIndex
CREATE INDEX "journal_case_id_idx" ON "journal"("case_id");

-- CreateIndex
CREATE UNIQUE INDEX "journal_kind_source_id_key" ON "journal"("kind", "source_id");

-- CreateIndex
CREATE INDEX "leg_case_id_idx" ON "leg"("case_id");

-- CreateIndex
CREATE INDEX "leg_journal_id_idx" ON "leg"("journal_id");

-- CreateIndex
CREATE UNIQUE INDEX "repayment_plan_line_case_id_sequence_key" ON "repayment_plan_line"("case_id", "sequence");

-- CreateIndex
CREATE INDEX "repayment_case_id_idx" ON "repayment"("case_id");

-- CreateIndex
CREATE UNIQUE INDEX "follow_up_report_case_id_period_on_key" ON "follow_up_report"("case_id", "period_on");

-- CreateIndex
CREATE INDEX "finding_case_id_idx" ON "finding"("case_id");

-- CreateIndex
CREATE INDEX "event_case_id_id_idx" ON "event"("case_id", "id");

-- CreateIndex
CREATE INDEX "event_county_id_kind_occurred_on_idx" ON "event"("county_id", "kind", "occurred_on");

-- CreateIndex
CREATE INDEX "event_province_id_kind_occurred_on_idx" ON "event"("province_id", "kind", "occurred_on");

-- CreateIndex
CREATE INDEX "event_financier_id_kind_occurred_on_idx" ON "event"("financier_id", "kind", "occurred_on");

-- CreateIndex
CREATE INDEX "event_actor_id_id_idx" ON "event"("actor_id", "id");

-- CreateIndex
CREATE INDEX "remark_case_id_idx" ON "remark"("case_id");

-- CreateIndex
CREATE UNIQUE INDEX "target_programme_id_region_id_measure_start_on_key" ON "target"("programme_id", "region_id", "measure", "start_on");

-- CreateIndex
CREATE UNIQUE INDEX "target_milestone_target_id_due_on_key" ON "target_milestone"("target_id", "due_on");

-- AddForeignKey
ALTER TABLE "region_version" ADD CONSTRAINT "region_version_region_id_fkey" FOREIGN KEY ("region_id") REFERENCES "region"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "organisation" ADD CONSTRAINT "organisation_parent_id_fkey" FOREIGN KEY ("parent_id") REFERENCES "organisation"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "app_user" ADD CONSTRAINT "app_user_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "auth_session" ADD CONSTRAINT "auth_session_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "app_user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "programme_definition" ADD CONSTRAINT "programme_definition_programme_id_fkey" FOREIGN KEY ("programme_id") REFERENCES "programme"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "person" ADD CONSTRAINT "person_household_id_fkey" FOREIGN KEY ("household_id") REFERENCES "household"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "import_batch" ADD CONSTRAINT "import_batch_file_id_fkey" FOREIGN KEY ("file_id") REFERENCES "stored_file"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "fund_plan" ADD CONSTRAINT "fund_plan_import_batch_id_fkey" FOREIGN KEY ("import_batch_id") REFERENCES "import_batch"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "fund_plan_line" ADD CONSTRAINT "fund_plan_line_fund_plan_id_fkey" FOREIGN KEY ("fund_plan_id") REFERENCES "fund_plan"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "fund_plan_line" ADD CONSTRAINT "fund_plan_line_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "case_record" ADD CONSTRAINT "case_record_programme_definition_id_fkey" FOREIGN KEY ("programme_definition_id") REFERENCES "programme_definition"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "case_record" ADD CONSTRAINT "case_record_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stage_visit" ADD CONSTRAINT "stage_visit_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "case_record"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "case_duty" ADD CONSTRAINT "case_duty_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "case_record"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "case_assignment" ADD CONSTRAINT "case_assignment_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "case_record"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "conflict_declaration" ADD CONSTRAINT "conflict_declaration_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "case_record"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "supplement_request" ADD CONSTRAINT "supplement_request_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "case_record"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "correction" ADD CONSTRAINT "correction_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "case_record"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "document" ADD CONSTRAINT "document_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "case_record"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "document" ADD CONSTRAINT "document_file_id_fkey" FOREIGN KEY ("file_id") REFERENCES "stored_file"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "document" ADD CONSTRAINT "document_site_visit_id_fkey" FOREIGN KEY ("site_visit_id") REFERENCES "site_visit"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "site_visit" ADD CONSTRAINT "site_visit_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "case_record"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "due_diligence_report" ADD CONSTRAINT "due_diligence_report_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "case_record"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "approval" ADD CONSTRAINT "approval_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "case_record"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "condition" ADD CONSTRAINT "condition_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "case_record"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "contract" ADD CONSTRAINT "contract_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "case_record"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tranche" ADD CONSTRAINT "tranche_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "case_record"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payment" ADD CONSTRAINT "payment_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "case_record"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payment" ADD CONSTRAINT "payment_tranche_id_fkey" FOREIGN KEY ("tranche_id") REFERENCES "tranche"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "leg" ADD CONSTRAINT "leg_journal_id_fkey" FOREIGN KEY ("journal_id") REFERENCES "journal"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "repayment_plan_line" ADD CONSTRAINT "repayment_plan_line_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "case_record"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "repayment" ADD CONSTRAINT "repayment_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "case_record"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "follow_up_report" ADD CONSTRAINT "follow_up_report_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "case_record"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "finding" ADD CONSTRAINT "finding_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "case_record"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "target_milestone" ADD CONSTRAINT "target_milestone_target_id_fkey" FOREIGN KEY ("target_id") REFERENCES "target"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
