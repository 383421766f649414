-- CreateEnum
CREATE TYPE "PolicyKind" AS ENUM ('RATE_CEILING_SHORT', 'RATE_CEILING_LONG', 'HOUSEHOLD_CAP', 'SUBSIDY_SHARE', 'NOTICE_DAYS', 'FUND_LEVERAGE', 'FUND_CLAIM_DAYS', 'FUND_SHARE', 'INSURER_SHARE', 'NPL_TOLERANCE');

-- CreateEnum
CREATE TYPE "GrantStatus" AS ENUM ('REQUESTED', 'APPROVED', 'REFUSED', 'REVOKED');

-- CreateEnum
CREATE TYPE "QuotaEntryKind" AS ENUM ('ALLOT', 'RESERVE', 'RELEASE', 'USE', 'RETURN', 'MOVE_IN', 'MOVE_OUT');

-- CreateEnum
CREATE TYPE "SubsidyStatus" AS ENUM ('COMPUTED', 'REVIEWED', 'PAID', 'REFUSED');

-- CreateEnum
CREATE TYPE "FundEntryKind" AS ENUM ('DEPOSIT', 'INTEREST', 'PAYOUT', 'RECOVERY');

-- CreateEnum
CREATE TYPE "ClaimStatus" AS ENUM ('FILED', 'REVIEWED', 'PAID', 'REFUSED');

-- CreateEnum
CREATE TYPE "SessionStatus" AS ENUM ('PLANNED', 'OPEN', 'CLOSED', 'CANCELLED');

-- CreateEnum
CREATE TYPE "VoteMode" AS ENUM ('ALL', 'ANY', 'RATIO', 'IN_TURN');

-- CreateEnum
CREATE TYPE "SessionItemStatus" AS ENUM ('PENDING', 'APPROVED', 'DECLINED', 'RETURNED', 'REMOVED');

-- CreateEnum
CREATE TYPE "Vote" AS ENUM ('FOR', 'AGAINST', 'RECUSED');

-- CreateEnum
CREATE TYPE "OpinionKind" AS ENUM ('OPINION', 'SIGN_BEFORE', 'SIGN_AFTER');

-- CreateEnum
CREATE TYPE "OpinionStatus" AS ENUM ('ASKED', 'ANSWERED', 'OBJECTED', 'CANCELLED');

-- CreateEnum
CREATE TYPE "Milestone" AS ENUM ('START', 'FIRST_CHECK', 'COUNTY_CHECK');

-- CreateEnum
CREATE TYPE "LinkageModel" AS ENUM ('COMMITTEE_OPERATOR_HOUSEHOLD', 'BRANCH_OPERATOR_BASE_HOUSEHOLD', 'BRANCH_OPERATOR_INDUSTRY_HOUSEHOLD', 'BRANCH_COLLECTIVE_OPERATOR_DIVIDEND');

-- CreateEnum
CREATE TYPE "BenefitKind" AS ENUM ('JOB', 'DIVIDEND', 'PURCHASE', 'RENT', 'SERVICE');

-- CreateEnum
CREATE TYPE "CompletionCheckKind" AS ENUM ('FIRST_CHECK', 'COUNTY_CHECK', 'RE_CHECK');

-- CreateEnum
CREATE TYPE "CompletionGrade" AS ENUM ('FAILED', 'PASSED', 'GOOD');

-- CreateEnum
CREATE TYPE "PublicNoticeStatus" AS ENUM ('PUBLISHED', 'WITHDRAWN');

-- CreateEnum
CREATE TYPE "ObjectionStatus" AS ENUM ('OPEN', 'ANSWERED');

-- CreateEnum
CREATE TYPE "GeneratedKind" AS ENUM ('ACCEPTANCE_RECEIPT', 'MISSING_ITEMS', 'DUE_DILIGENCE_REPORT', 'DECISION_NOTICE', 'DISBURSEMENT_REQUEST', 'LINKAGE_AGREEMENT', 'HELPING_CONTRACT', 'IMPLEMENTATION_PLAN', 'SESSION_MINUTES', 'APPROVAL_FORM');

-- AlterEnum
ALTER TYPE "DefinitionStatus" ADD VALUE 'REVIEWED';

-- AlterEnum
ALTER TYPE "Account" ADD VALUE 'GRANT';

-- AlterEnum
-- This migration adds more than one value to an enum.
-- With PostgreSQL versions 11 and earlier, this is not possible
-- in a single migration. This can be worked around by creating
-- multiple migrations, each migration adding only one value to
-- the enum.


ALTER TYPE "NoticeKind" ADD VALUE 'OVERDUE';
ALTER TYPE "NoticeKind" ADD VALUE 'TRANSFERRED';
ALTER TYPE "NoticeKind" ADD VALUE 'OPINION_ASKED';
ALTER TYPE "NoticeKind" ADD VALUE 'SESSION_CALLED';
ALTER TYPE "NoticeKind" ADD VALUE 'OBJECTION_RAISED';
ALTER TYPE "NoticeKind" ADD VALUE 'LANE_GRANTED';

-- AlterTable
ALTER TABLE "programme_definition" ADD COLUMN     "based_on_id" UUID,
ADD COLUMN     "drafted_at" TIMESTAMPTZ(3),
ADD COLUMN     "drafted_by_id" UUID,
ADD COLUMN     "published_at" TIMESTAMPTZ(3),
ADD COLUMN     "published_by_id" UUID,
ADD COLUMN     "review_remark" TEXT,
ADD COLUMN     "reviewed_at" TIMESTAMPTZ(3),
ADD COLUMN     "reviewed_by_id" UUID,
ADD COLUMN     "revision" INTEGER NOT NULL DEFAULT 1;

-- AlterTable
ALTER TABLE "case_record" ADD COLUMN     "lane_criterion" TEXT,
ADD COLUMN     "lane_granted_at" TIMESTAMPTZ(3),
ADD COLUMN     "lane_granted_by_id" UUID,
ADD COLUMN     "opened_at" TIMESTAMPTZ(3),
ADD COLUMN     "opened_by_id" UUID;

-- AlterTable
ALTER TABLE "approval" ADD COLUMN     "authority" JSONB,
ADD COLUMN     "session_item_id" UUID;

-- AlterTable
ALTER TABLE "tranche" ADD COLUMN     "hold_days" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "milestone" "Milestone" NOT NULL DEFAULT 'START';

-- AlterTable
ALTER TABLE "follow_up_report" ADD COLUMN     "physical_bps" INTEGER;

-- CreateTable
CREATE TABLE "policy_value" (
    "id" UUID NOT NULL,
    "kind" "PolicyKind" NOT NULL,
    "region_id" INTEGER NOT NULL,
    "programme_id" UUID,
    "value" BIGINT NOT NULL,
    "valid_from" DATE NOT NULL,
    "valid_to" DATE,
    "document_number" TEXT NOT NULL,
    "url" TEXT,
    "entered_by_id" UUID,
    "entered_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "policy_value_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "authority_raise" (
    "id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "programme_id" UUID NOT NULL,
    "applicant_kind" "ApplicantKind",
    "up_to_fen" BIGINT,
    "approvals" INTEGER NOT NULL,
    "valid_from" DATE NOT NULL,
    "valid_to" DATE NOT NULL,
    "document_number" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "status" "GrantStatus" NOT NULL DEFAULT 'REQUESTED',
    "requested_by_id" UUID NOT NULL,
    "requested_at" TIMESTAMPTZ(3) NOT NULL,
    "settled_by_id" UUID,
    "settled_at" TIMESTAMPTZ(3),
    "settled_remark" TEXT,

    CONSTRAINT "authority_raise_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "special_item" (
    "id" UUID NOT NULL,
    "title" TEXT NOT NULL,
    "programme_id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "ceiling_fen" BIGINT NOT NULL,
    "approvals" INTEGER NOT NULL,
    "valid_from" DATE NOT NULL,
    "valid_to" DATE NOT NULL,
    "document_number" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "status" "GrantStatus" NOT NULL DEFAULT 'REQUESTED',
    "requested_by_id" UUID NOT NULL,
    "requested_at" TIMESTAMPTZ(3) NOT NULL,
    "settled_by_id" UUID,
    "settled_at" TIMESTAMPTZ(3),
    "settled_remark" TEXT,

    CONSTRAINT "special_item_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "special_item_case" (
    "special_item_id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "added_by_id" UUID NOT NULL,
    "added_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "special_item_case_pkey" PRIMARY KEY ("special_item_id","case_id")
);

-- CreateTable
CREATE TABLE "posting" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "programme_id" UUID NOT NULL,
    "up_to_fen" BIGINT,
    "valid_from" DATE NOT NULL,
    "valid_to" DATE NOT NULL,
    "document_number" TEXT NOT NULL,
    "posted_by_id" UUID NOT NULL,
    "posted_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "posting_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "stand_in" (
    "id" UUID NOT NULL,
    "absent_id" UUID NOT NULL,
    "stand_in_id" UUID NOT NULL,
    "valid_from" DATE NOT NULL,
    "valid_to" DATE NOT NULL,
    "reason" TEXT NOT NULL,
    "granted_by_id" UUID NOT NULL,
    "granted_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "stand_in_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "quota" (
    "id" UUID NOT NULL,
    "programme_id" UUID NOT NULL,
    "financier_id" UUID NOT NULL,
    "region_id" INTEGER NOT NULL,
    "year" INTEGER NOT NULL,
    "line" TEXT,
    "amount_fen" BIGINT NOT NULL,
    "reserved_fen" BIGINT NOT NULL DEFAULT 0,
    "used_fen" BIGINT NOT NULL DEFAULT 0,
    "ftp_concession_bps" INTEGER NOT NULL DEFAULT 0,
    "document_number" TEXT NOT NULL,
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "quota_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "quota_entry" (
    "id" UUID NOT NULL,
    "quota_id" UUID NOT NULL,
    "kind" "QuotaEntryKind" NOT NULL,
    "amount_fen" BIGINT NOT NULL,
    "case_id" UUID,
    "transfer_id" UUID,
    "actor_id" UUID,
    "occurred_on" DATE NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "quota_entry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "quota_transfer" (
    "id" UUID NOT NULL,
    "from_quota_id" UUID NOT NULL,
    "to_quota_id" UUID NOT NULL,
    "financier_id" UUID NOT NULL,
    "amount_fen" BIGINT NOT NULL,
    "reason" TEXT NOT NULL,
    "status" "GrantStatus" NOT NULL DEFAULT 'REQUESTED',
    "requested_by_id" UUID NOT NULL,
    "requested_at" TIMESTAMPTZ(3) NOT NULL,
    "settled_by_id" UUID,
    "settled_at" TIMESTAMPTZ(3),
    "settled_remark" TEXT,

    CONSTRAINT "quota_transfer_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "subsidy" (
    "id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "province_id" INTEGER NOT NULL,
    "city_id" INTEGER NOT NULL,
    "county_id" INTEGER NOT NULL,
    "financier_id" UUID NOT NULL,
    "programme_id" UUID NOT NULL,
    "period_on" DATE NOT NULL,
    "amount_fen" BIGINT NOT NULL,
    "lines" JSONB NOT NULL,
    "status" "SubsidyStatus" NOT NULL DEFAULT 'COMPUTED',
    "computed_by_id" UUID NOT NULL,
    "computed_at" TIMESTAMPTZ(3) NOT NULL,
    "reviewed_by_id" UUID,
    "reviewed_at" TIMESTAMPTZ(3),
    "paid_on" DATE,
    "paid_by_id" UUID,
    "remark" TEXT,

    CONSTRAINT "subsidy_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "risk_fund" (
    "id" UUID NOT NULL,
    "province_id" INTEGER NOT NULL,
    "city_id" INTEGER NOT NULL,
    "county_id" INTEGER NOT NULL,
    "programme_id" UUID NOT NULL,
    "financier_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "balance_fen" BIGINT NOT NULL DEFAULT 0,
    "paused_at" TIMESTAMPTZ(3),
    "paused_reason" TEXT,
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "risk_fund_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "fund_entry" (
    "id" UUID NOT NULL,
    "risk_fund_id" UUID NOT NULL,
    "kind" "FundEntryKind" NOT NULL,
    "amount_fen" BIGINT NOT NULL,
    "claim_id" UUID,
    "reference" TEXT NOT NULL,
    "occurred_on" DATE NOT NULL,
    "recorded_by_id" UUID NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "fund_entry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "fund_claim" (
    "id" UUID NOT NULL,
    "risk_fund_id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "status" "ClaimStatus" NOT NULL DEFAULT 'FILED',
    "outstanding_fen" BIGINT NOT NULL,
    "overdue_since_on" DATE NOT NULL,
    "fund_share_fen" BIGINT NOT NULL,
    "bank_share_fen" BIGINT NOT NULL,
    "insurer_share_fen" BIGINT NOT NULL,
    "basis" JSONB NOT NULL,
    "statement" TEXT NOT NULL,
    "filed_by_id" UUID NOT NULL,
    "filed_at" TIMESTAMPTZ(3) NOT NULL,
    "reviewed_by_id" UUID,
    "reviewed_at" TIMESTAMPTZ(3),
    "review_remark" TEXT,
    "paid_by_id" UUID,
    "paid_at" TIMESTAMPTZ(3),

    CONSTRAINT "fund_claim_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "recovery" (
    "id" UUID NOT NULL,
    "claim_id" UUID NOT NULL,
    "amount_fen" BIGINT NOT NULL,
    "fund_share_fen" BIGINT NOT NULL,
    "bank_share_fen" BIGINT NOT NULL,
    "insurer_share_fen" BIGINT NOT NULL,
    "received_on" DATE NOT NULL,
    "recorded_by_id" UUID NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "recovery_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "decision_session" (
    "id" UUID NOT NULL,
    "number" TEXT,
    "organisation_id" UUID NOT NULL,
    "programme_id" UUID NOT NULL,
    "title" TEXT NOT NULL,
    "place" TEXT NOT NULL,
    "planned_at" TIMESTAMPTZ(3) NOT NULL,
    "status" "SessionStatus" NOT NULL DEFAULT 'PLANNED',
    "mode" "VoteMode" NOT NULL,
    "ratio_bps" INTEGER NOT NULL DEFAULT 6667,
    "quorum" INTEGER NOT NULL,
    "chair_id" UUID NOT NULL,
    "created_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "opened_at" TIMESTAMPTZ(3),
    "closed_at" TIMESTAMPTZ(3),
    "cancel_reason" TEXT,
    "revision" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "decision_session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "session_member" (
    "session_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "sequence" INTEGER NOT NULL,
    "present_at" TIMESTAMPTZ(3),

    CONSTRAINT "session_member_pkey" PRIMARY KEY ("session_id","user_id")
);

-- CreateTable
CREATE TABLE "session_item" (
    "id" UUID NOT NULL,
    "session_id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "sequence" INTEGER NOT NULL,
    "round" INTEGER NOT NULL,
    "status" "SessionItemStatus" NOT NULL DEFAULT 'PENDING',
    "amount_fen" BIGINT NOT NULL,
    "term_months" INTEGER NOT NULL,
    "rate_bps" INTEGER NOT NULL,
    "conditions" JSONB NOT NULL DEFAULT '[]',
    "pack" JSONB NOT NULL,
    "opinion" TEXT NOT NULL DEFAULT '',
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "session_item_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "session_vote" (
    "item_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "vote" "Vote" NOT NULL,
    "opinion" TEXT NOT NULL,
    "voted_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "session_vote_pkey" PRIMARY KEY ("item_id","user_id")
);

-- CreateTable
CREATE TABLE "case_transfer" (
    "id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "task" TEXT NOT NULL,
    "from_id" UUID NOT NULL,
    "to_id" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "transferred_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "case_transfer_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "opinion_request" (
    "id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "kind" "OpinionKind" NOT NULL,
    "round" INTEGER NOT NULL,
    "asked_by_id" UUID NOT NULL,
    "asked_of_id" UUID NOT NULL,
    "question" TEXT NOT NULL,
    "due_on" DATE NOT NULL,
    "status" "OpinionStatus" NOT NULL DEFAULT 'ASKED',
    "answer" TEXT,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "answered_at" TIMESTAMPTZ(3),

    CONSTRAINT "opinion_request_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "linkage_agreement" (
    "id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "model" "LinkageModel" NOT NULL,
    "signed_on" DATE NOT NULL,
    "property_rights" TEXT NOT NULL,
    "term_months" INTEGER NOT NULL,
    "recorded_by_id" UUID NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "end_reason" TEXT,

    CONSTRAINT "linkage_agreement_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "linked_household" (
    "id" UUID NOT NULL,
    "agreement_id" UUID NOT NULL,
    "household_id" UUID NOT NULL,
    "benefit_kind" "BenefitKind" NOT NULL,
    "promised_fen" BIGINT NOT NULL,

    CONSTRAINT "linked_household_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "linkage_benefit" (
    "id" UUID NOT NULL,
    "linked_household_id" UUID NOT NULL,
    "amount_fen" BIGINT NOT NULL,
    "received_on" DATE NOT NULL,
    "note" TEXT NOT NULL DEFAULT '',
    "recorded_by_id" UUID NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "linkage_benefit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "purchase_line" (
    "id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "sequence" INTEGER NOT NULL,
    "product" TEXT NOT NULL,
    "unit" TEXT NOT NULL,
    "quantity" INTEGER NOT NULL,
    "unit_price_fen" BIGINT NOT NULL,
    "sold_quantity" INTEGER NOT NULL DEFAULT 0,
    "recorded_by_id" UUID NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "purchase_line_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "completion_check" (
    "id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "kind" "CompletionCheckKind" NOT NULL,
    "sequence" INTEGER NOT NULL,
    "checked_on" DATE NOT NULL,
    "grade" "CompletionGrade" NOT NULL,
    "findings" TEXT NOT NULL,
    "rectify_by" DATE,
    "checked_by_id" UUID NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "completion_check_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "public_notice" (
    "id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "province_id" INTEGER NOT NULL,
    "city_id" INTEGER NOT NULL,
    "county_id" INTEGER NOT NULL,
    "sequence" INTEGER NOT NULL,
    "status" "PublicNoticeStatus" NOT NULL DEFAULT 'PUBLISHED',
    "round" INTEGER NOT NULL,
    "content" JSONB NOT NULL,
    "places" TEXT NOT NULL,
    "complaint_line" TEXT NOT NULL,
    "from_on" DATE NOT NULL,
    "to_on" DATE NOT NULL,
    "minimum_days" INTEGER NOT NULL,
    "document_number" TEXT NOT NULL,
    "published_by_id" UUID NOT NULL,
    "published_at" TIMESTAMPTZ(3) NOT NULL,
    "withdrawn_at" TIMESTAMPTZ(3),
    "withdraw_reason" TEXT,

    CONSTRAINT "public_notice_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "objection" (
    "id" UUID NOT NULL,
    "receipt" TEXT NOT NULL,
    "notice_id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "person_cipher" BYTEA,
    "text" TEXT NOT NULL,
    "status" "ObjectionStatus" NOT NULL DEFAULT 'OPEN',
    "recorded_by_id" UUID,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "answerer_id" UUID,
    "answer" TEXT,
    "answered_by_id" UUID,
    "answered_at" TIMESTAMPTZ(3),

    CONSTRAINT "objection_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "generated_document" (
    "id" UUID NOT NULL,
    "case_id" UUID,
    "session_id" UUID,
    "kind" "GeneratedKind" NOT NULL,
    "programme_definition_id" UUID NOT NULL,
    "file_key" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "size_bytes" INTEGER NOT NULL,
    "data_hash" TEXT NOT NULL,
    "made_by_id" UUID NOT NULL,
    "made_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "generated_document_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "policy_value_kind_region_id_idx" ON "policy_value"("kind", "region_id");

-- CreateIndex
CREATE INDEX "authority_raise_organisation_id_programme_id_idx" ON "authority_raise"("organisation_id", "programme_id");

-- CreateIndex
CREATE INDEX "special_item_organisation_id_idx" ON "special_item"("organisation_id");

-- CreateIndex
CREATE INDEX "special_item_case_case_id_idx" ON "special_item_case"("case_id");

-- CreateIndex
CREATE INDEX "posting_organisation_id_programme_id_idx" ON "posting"("organisation_id", "programme_id");

-- CreateIndex
CREATE INDEX "posting_user_id_idx" ON "posting"("user_id");

-- CreateIndex
CREATE INDEX "stand_in_absent_id_idx" ON "stand_in"("absent_id");

-- CreateIndex
CREATE INDEX "stand_in_stand_in_id_idx" ON "stand_in"("stand_in_id");

-- CreateIndex
CREATE INDEX "quota_financier_id_idx" ON "quota"("financier_id");

-- CreateIndex
CREATE INDEX "quota_entry_quota_id_id_idx" ON "quota_entry"("quota_id", "id");

-- CreateIndex
CREATE INDEX "quota_entry_case_id_idx" ON "quota_entry"("case_id");

-- CreateIndex
CREATE INDEX "quota_transfer_financier_id_idx" ON "quota_transfer"("financier_id");

-- CreateIndex
CREATE INDEX "subsidy_county_id_id_idx" ON "subsidy"("county_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "subsidy_case_id_period_on_key" ON "subsidy"("case_id", "period_on");

-- CreateIndex
CREATE UNIQUE INDEX "risk_fund_county_id_programme_id_financier_id_key" ON "risk_fund"("county_id", "programme_id", "financier_id");

-- CreateIndex
CREATE INDEX "fund_entry_risk_fund_id_id_idx" ON "fund_entry"("risk_fund_id", "id");

-- CreateIndex
CREATE INDEX "fund_claim_risk_fund_id_id_idx" ON "fund_claim"("risk_fund_id", "id");

-- CreateIndex
CREATE INDEX "fund_claim_case_id_idx" ON "fund_claim"("case_id");

-- CreateIndex
CREATE INDEX "recovery_claim_id_idx" ON "recovery"("claim_id");

-- CreateIndex
CREATE UNIQUE INDEX "decision_session_number_key" ON "decision_session"("number");

-- CreateIndex
CREATE INDEX "decision_session_organisation_id_id_idx" ON "decision_session"("organisation_id", "id");

-- CreateIndex
CREATE INDEX "session_member_user_id_idx" ON "session_member"("user_id");

-- CreateIndex
CREATE INDEX "session_item_case_id_idx" ON "session_item"("case_id");

-- CreateIndex
CREATE UNIQUE INDEX "session_item_session_id_case_id_key" ON "session_item"("session_id", "case_id");

-- CreateIndex
CREATE INDEX "case_transfer_case_id_idx" ON "case_transfer"("case_id");

-- CreateIndex
CREATE INDEX "case_transfer_to_id_idx" ON "case_transfer"("to_id");

-- CreateIndex
CREATE INDEX "opinion_request_case_id_idx" ON "opinion_request"("case_id");

-- CreateIndex
CREATE INDEX "opinion_request_asked_of_id_idx" ON "opinion_request"("asked_of_id");

-- CreateIndex
CREATE INDEX "linkage_agreement_case_id_idx" ON "linkage_agreement"("case_id");

-- CreateIndex
CREATE INDEX "linked_household_household_id_idx" ON "linked_household"("household_id");

-- CreateIndex
CREATE UNIQUE INDEX "linked_household_agreement_id_household_id_key" ON "linked_household"("agreement_id", "household_id");

-- CreateIndex
CREATE INDEX "linkage_benefit_linked_household_id_idx" ON "linkage_benefit"("linked_household_id");

-- CreateIndex
CREATE UNIQUE INDEX "purchase_line_case_id_sequence_key" ON "purchase_line"("case_id", "sequence");

-- CreateIndex
CREATE UNIQUE INDEX "completion_check_case_id_sequence_key" ON "completion_check"("case_id", "sequence");

-- CreateIndex
CREATE INDEX "public_notice_county_id_id_idx" ON "public_notice"("county_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "public_notice_case_id_sequence_key" ON "public_notice"("case_id", "sequence");

-- CreateIndex
CREATE UNIQUE INDEX "objection_receipt_key" ON "objection"("receipt");

-- CreateIndex
CREATE INDEX "objection_notice_id_idx" ON "objection"("notice_id");

-- CreateIndex
CREATE INDEX "objection_case_id_idx" ON "objection"("case_id");

-- CreateIndex
CREATE UNIQUE INDEX "generated_document_file_key_key" ON "generated_document"("file_key");

-- CreateIndex
CREATE INDEX "generated_document_case_id_idx" ON "generated_document"("case_id");

-- CreateIndex
CREATE INDEX "generated_document_session_id_idx" ON "generated_document"("session_id");

-- AddForeignKey
ALTER TABLE "special_item_case" ADD CONSTRAINT "special_item_case_special_item_id_fkey" FOREIGN KEY ("special_item_id") REFERENCES "special_item"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "special_item_case" ADD CONSTRAINT "special_item_case_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "case_record"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "quota_entry" ADD CONSTRAINT "quota_entry_quota_id_fkey" FOREIGN KEY ("quota_id") REFERENCES "quota"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "subsidy" ADD CONSTRAINT "subsidy_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "case_record"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "fund_entry" ADD CONSTRAINT "fund_entry_risk_fund_id_fkey" FOREIGN KEY ("risk_fund_id") REFERENCES "risk_fund"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "fund_claim" ADD CONSTRAINT "fund_claim_risk_fund_id_fkey" FOREIGN KEY ("risk_fund_id") REFERENCES "risk_fund"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "fund_claim" ADD CONSTRAINT "fund_claim_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "case_record"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "recovery" ADD CONSTRAINT "recovery_claim_id_fkey" FOREIGN KEY ("claim_id") REFERENCES "fund_claim"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session_member" ADD CONSTRAINT "session_member_session_id_fkey" FOREIGN KEY ("session_id") REFERENCES "decision_session"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session_item" ADD CONSTRAINT "session_item_session_id_fkey" FOREIGN KEY ("session_id") REFERENCES "decision_session"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session_item" ADD CONSTRAINT "session_item_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "case_record"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session_vote" ADD CONSTRAINT "session_vote_item_id_fkey" FOREIGN KEY ("item_id") REFERENCES "session_item"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "case_transfer" ADD CONSTRAINT "case_transfer_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "case_record"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "opinion_request" ADD CONSTRAINT "opinion_request_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "case_record"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "linkage_agreement" ADD CONSTRAINT "linkage_agreement_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "case_record"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "linked_household" ADD CONSTRAINT "linked_household_agreement_id_fkey" FOREIGN KEY ("agreement_id") REFERENCES "linkage_agreement"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "linkage_benefit" ADD CONSTRAINT "linkage_benefit_linked_household_id_fkey" FOREIGN KEY ("linked_household_id") REFERENCES "linked_household"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "purchase_line" ADD CONSTRAINT "purchase_line_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "case_record"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "completion_check" ADD CONSTRAINT "completion_check_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "case_record"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "public_notice" ADD CONSTRAINT "public_notice_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "case_record"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "objection" ADD CONSTRAINT "objection_notice_id_fkey" FOREIGN KEY ("notice_id") REFERENCES "public_notice"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "generated_document" ADD CONSTRAINT "generated_document_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "case_record"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- ------------------------------------------------------------------ what Prisma cannot say

-- A definition that was reviewed or published is never altered: cases and decisions rely on its words.
CREATE FUNCTION keep_definition() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.status::text IN ('PUBLISHED', 'RETIRED') AND (
    NEW.body IS DISTINCT FROM OLD.body OR NEW.programme_id <> OLD.programme_id OR NEW.province_id <> OLD.province_id
    OR NEW.version <> OLD.version OR NEW.effective_from <> OLD.effective_from OR NEW.document_number <> OLD.document_number
    OR NEW.status::text IN ('DRAFT', 'REVIEWED')) THEN
    RAISE EXCEPTION 'definition % is published and cannot be altered', OLD.id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER programme_definition_kept BEFORE UPDATE ON programme_definition FOR EACH ROW EXECUTE FUNCTION keep_definition();
ALTER TABLE programme_definition ADD CONSTRAINT programme_definition_second_person CHECK (reviewed_by_id IS NULL OR reviewed_by_id <> drafted_by_id);
ALTER TABLE programme_definition ADD CONSTRAINT programme_definition_days CHECK (effective_to IS NULL OR effective_to >= effective_from);

ALTER TABLE policy_value ADD CONSTRAINT policy_value_region FOREIGN KEY (region_id) REFERENCES region (id);
ALTER TABLE policy_value ADD CONSTRAINT policy_value_days CHECK (valid_to IS NULL OR valid_to > valid_from);
ALTER TABLE policy_value ADD CONSTRAINT policy_value_not_negative CHECK (value >= 0);
CREATE UNIQUE INDEX policy_value_start ON policy_value (kind, region_id, coalesce(programme_id, '00000000-0000-0000-0000-000000000000'), valid_from);

-- asked for by one, settled by another
ALTER TABLE authority_raise ADD CONSTRAINT authority_raise_second_person CHECK (settled_by_id IS NULL OR settled_by_id <> requested_by_id);
ALTER TABLE authority_raise ADD CONSTRAINT authority_raise_days CHECK (valid_to > valid_from);
ALTER TABLE special_item ADD CONSTRAINT special_item_second_person CHECK (settled_by_id IS NULL OR settled_by_id <> requested_by_id);
ALTER TABLE special_item ADD CONSTRAINT special_item_days CHECK (valid_to > valid_from);
ALTER TABLE quota_transfer ADD CONSTRAINT quota_transfer_second_person CHECK (settled_by_id IS NULL OR settled_by_id <> requested_by_id);
ALTER TABLE quota_transfer ADD CONSTRAINT quota_transfer_amount CHECK (amount_fen > 0 AND from_quota_id <> to_quota_id);
ALTER TABLE posting ADD CONSTRAINT posting_days CHECK (valid_to > valid_from);
ALTER TABLE stand_in ADD CONSTRAINT stand_in_two_people CHECK (absent_id <> stand_in_id AND valid_to >= valid_from);

-- A case stands on one agenda at a time: two sessions cannot decide it.
CREATE UNIQUE INDEX session_item_pending ON session_item (case_id) WHERE status = 'PENDING';
ALTER TABLE decision_session ADD CONSTRAINT decision_session_quorum CHECK (quorum >= 1 AND ratio_bps BETWEEN 1 AND 10000);
CREATE UNIQUE INDEX case_transfer_running ON case_transfer (case_id, task) WHERE ended_at IS NULL;
CREATE UNIQUE INDEX opinion_request_open ON opinion_request (case_id, kind, asked_of_id, round) WHERE status = 'ASKED';

-- never beyond the quota, whatever runs at the same time
ALTER TABLE quota ADD CONSTRAINT quota_within CHECK (amount_fen >= 0 AND reserved_fen >= 0 AND used_fen >= 0 AND reserved_fen + used_fen <= amount_fen);
CREATE UNIQUE INDEX quota_one ON quota (programme_id, financier_id, region_id, year, coalesce(line, ''));
ALTER TABLE quota_entry ADD CONSTRAINT quota_entry_amount CHECK (amount_fen > 0);
CREATE TRIGGER quota_entry_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON quota_entry FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

ALTER TABLE risk_fund ADD CONSTRAINT risk_fund_not_negative CHECK (balance_fen >= 0);
ALTER TABLE fund_entry ADD CONSTRAINT fund_entry_amount CHECK (amount_fen <> 0);
CREATE TRIGGER fund_entry_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON fund_entry FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE UNIQUE INDEX fund_claim_one ON fund_claim (case_id) WHERE status <> 'REFUSED';
ALTER TABLE fund_claim ADD CONSTRAINT fund_claim_split CHECK (fund_share_fen >= 0 AND bank_share_fen >= 0 AND insurer_share_fen >= 0
  AND fund_share_fen + bank_share_fen + insurer_share_fen = outstanding_fen);
ALTER TABLE fund_claim ADD CONSTRAINT fund_claim_second_person CHECK (reviewed_by_id IS NULL OR reviewed_by_id <> filed_by_id);
ALTER TABLE recovery ADD CONSTRAINT recovery_split CHECK (amount_fen > 0 AND fund_share_fen + bank_share_fen + insurer_share_fen = amount_fen);

ALTER TABLE subsidy ADD CONSTRAINT subsidy_amount CHECK (amount_fen >= 0);
ALTER TABLE subsidy ADD CONSTRAINT subsidy_second_person CHECK (reviewed_by_id IS NULL OR reviewed_by_id <> computed_by_id);
CREATE UNIQUE INDEX linkage_agreement_one ON linkage_agreement (case_id) WHERE ended_at IS NULL;
ALTER TABLE linkage_benefit ADD CONSTRAINT linkage_benefit_amount CHECK (amount_fen > 0);
ALTER TABLE public_notice ADD CONSTRAINT public_notice_days CHECK (to_on >= from_on AND minimum_days >= 1 AND to_on - from_on + 1 >= minimum_days);
ALTER TABLE purchase_line ADD CONSTRAINT purchase_line_sold CHECK (quantity > 0 AND unit_price_fen > 0 AND sold_quantity BETWEEN 0 AND quantity);
ALTER TABLE tranche ADD CONSTRAINT tranche_hold CHECK (hold_days >= 0);

-- Accepted is acceptance completed, whatever stage comes next; what is given is paid and never owed.
CREATE OR REPLACE FUNCTION figure_of(kind text, payload jsonb) RETURNS TABLE (measure text, stage text, value bigint)
LANGUAGE sql IMMUTABLE AS $$
  -- where cases stand: every event that moves, closes or reopens a case carries from/to
  SELECT 'STANDING', payload->>'from', -1::bigint WHERE payload->>'from' IS NOT NULL
  UNION ALL SELECT 'STANDING', payload->>'to', 1 WHERE payload->>'to' IS NOT NULL
  -- funnel: a case reaches a stage once
  UNION ALL SELECT 'REACHED', reached, 1 FROM jsonb_array_elements_text(coalesce(payload->'reached', '[]')) AS reached
  UNION ALL SELECT 'ACCEPTED', '-', 1 WHERE kind = 'case.accepted' AND jsonb_array_length(coalesce(payload->'reached', '[]')) > 0
  -- approved and financing: later voidings count negative on their day
  UNION ALL SELECT 'APPROVED', '-', 1 WHERE kind = 'case.approved'
  UNION ALL SELECT 'FINANCING_FEN', '-', (payload->>'amountFen')::bigint WHERE kind = 'case.approved'
  UNION ALL SELECT 'APPROVED', '-', -1 WHERE payload->>'voidedApprovedFen' IS NOT NULL
  UNION ALL SELECT 'FINANCING_FEN', '-', -(payload->>'voidedApprovedFen')::bigint WHERE payload->>'voidedApprovedFen' IS NOT NULL
  -- landed: contracted
  UNION ALL SELECT 'LANDED', '-', 1 WHERE kind = 'contract.signed'
  UNION ALL SELECT 'LANDED_FEN', '-', (payload->>'amountFen')::bigint WHERE kind = 'contract.signed'
  UNION ALL SELECT 'LANDED', '-', -1 WHERE payload->>'voidedContractedFen' IS NOT NULL
  UNION ALL SELECT 'LANDED_FEN', '-', -(payload->>'voidedContractedFen')::bigint WHERE payload->>'voidedContractedFen' IS NOT NULL
  -- money paid, and principal still owed; principalFen is there when it differs from the amount (0: given, not lent)
  UNION ALL SELECT 'DISBURSED_FEN', '-', (payload->>'amountFen')::bigint WHERE kind = 'payment.released'
  UNION ALL SELECT 'DISBURSED_FEN', '-', -(payload->>'amountFen')::bigint WHERE kind = 'payment.returned'
  UNION ALL SELECT 'OUTSTANDING_FEN', '-', coalesce(payload->>'principalFen', payload->>'amountFen')::bigint
    WHERE kind = 'payment.released' AND coalesce(payload->>'principalFen', payload->>'amountFen')::bigint <> 0
  UNION ALL SELECT 'OUTSTANDING_FEN', '-', -coalesce(payload->>'principalFen', payload->>'amountFen')::bigint
    WHERE kind = 'payment.returned' AND coalesce(payload->>'principalFen', payload->>'amountFen')::bigint <> 0
  UNION ALL SELECT 'OUTSTANDING_FEN', '-', -(payload->>'principalFen')::bigint
    WHERE kind IN ('repayment.recorded', 'case.compensated', 'case.written-off') AND (payload->>'principalFen')::bigint <> 0
$$;

-- a finance bureau is the financier of what public money pays
UPDATE organisation SET financier_id = id WHERE kind = 'FINANCE_BUREAU' AND financier_id IS NULL;

GRANT SELECT, INSERT, UPDATE ON policy_value, authority_raise, special_item, posting, stand_in, quota, quota_transfer,
  subsidy, risk_fund, fund_claim, decision_session, session_item, session_vote, case_transfer, opinion_request,
  linkage_agreement, linked_household, completion_check, public_notice, objection, purchase_line TO fuqiao_app;
GRANT SELECT, INSERT, DELETE ON special_item_case TO fuqiao_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON session_member TO fuqiao_app;
-- facts: added, never changed
GRANT SELECT, INSERT ON quota_entry, fund_entry, recovery, linkage_benefit, generated_document TO fuqiao_app;
