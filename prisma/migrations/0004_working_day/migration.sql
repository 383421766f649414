-- CreateEnum
CREATE TYPE "SheetKind" AS ENUM ('ORGANISATIONS', 'REGIONS', 'USERS', 'AUTHORITY', 'BACK_ENTRIES');

-- CreateEnum
CREATE TYPE "BackEntryStatus" AS ENUM ('DRAFT', 'SUBMITTED', 'REFUSED', 'CONFIRMED');

-- CreateEnum
CREATE TYPE "NoticeKind" AS ENUM ('ASSIGNED', 'RETURNED', 'DUE', 'URGED', 'ANSWERED', 'INSTRUCTED', 'MENTIONED', 'COPIED', 'HANDED_OVER', 'EXPORT_READY', 'BACK_ENTRY_CONFIRMED', 'BACK_ENTRY_REFUSED');

-- CreateEnum
CREATE TYPE "ExportStatus" AS ENUM ('QUEUED', 'RUNNING', 'READY', 'FAILED', 'CANCELLED');

-- CreateEnum
CREATE TYPE "InstructionStatus" AS ENUM ('OPEN', 'ANSWERED', 'CLOSED');

-- CreateEnum
CREATE TYPE "ReplyKind" AS ENUM ('REPLY', 'FOLLOW_UP', 'CLOSE');

-- AlterTable
ALTER TABLE "app_user" ADD COLUMN     "email" TEXT,
ADD COLUMN     "must_change_password" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "phone_cipher" BYTEA,
ADD COLUMN     "wecom_id" TEXT;

-- AlterTable
ALTER TABLE "case_record" ADD COLUMN     "back_entry_id" UUID;

-- CreateTable
CREATE TABLE "setup_code" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "code_hash" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),
    "used_by_id" UUID,

    CONSTRAINT "setup_code_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "hand_over" (
    "id" UUID NOT NULL,
    "from_id" UUID NOT NULL,
    "to_id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "items" JSONB NOT NULL,
    "handed_over_by_id" UUID NOT NULL,
    "handed_over_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "hand_over_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sheet_import" (
    "id" UUID NOT NULL,
    "kind" "SheetKind" NOT NULL,
    "file_name" TEXT NOT NULL,
    "file_hash" TEXT NOT NULL,
    "rows_cipher" BYTEA NOT NULL,
    "row_count" INTEGER NOT NULL,
    "status" "ImportStatus" NOT NULL DEFAULT 'PREVIEW',
    "created_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "confirmed_at" TIMESTAMPTZ(3),

    CONSTRAINT "sheet_import_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "back_entry" (
    "id" UUID NOT NULL,
    "province_id" INTEGER NOT NULL,
    "city_id" INTEGER NOT NULL,
    "county_id" INTEGER NOT NULL,
    "township_id" INTEGER NOT NULL,
    "village_id" INTEGER,
    "financier_id" UUID NOT NULL,
    "provincial_branch_id" UUID,
    "county_branch_id" UUID,
    "programme_id" UUID NOT NULL,
    "status" "BackEntryStatus" NOT NULL DEFAULT 'DRAFT',
    "applicant_name" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "paper_reference" TEXT NOT NULL,
    "stage" "Stage" NOT NULL,
    "body_cipher" BYTEA NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "sheet_import_id" UUID,
    "entered_by_id" UUID NOT NULL,
    "entered_at" TIMESTAMPTZ(3) NOT NULL,
    "submitted_at" TIMESTAMPTZ(3),
    "settled_by_id" UUID,
    "settled_at" TIMESTAMPTZ(3),
    "refusal" TEXT,

    CONSTRAINT "back_entry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "back_entry_scan" (
    "id" UUID NOT NULL,
    "back_entry_id" UUID NOT NULL,
    "requirement_code" TEXT NOT NULL,
    "file_id" UUID NOT NULL,

    CONSTRAINT "back_entry_scan_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "notice" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "kind" "NoticeKind" NOT NULL,
    "case_id" UUID,
    "subject_id" UUID,
    "payload" JSONB NOT NULL DEFAULT '{}',
    "count" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "read_at" TIMESTAMPTZ(3),
    "mailed_at" TIMESTAMPTZ(3),

    CONSTRAINT "notice_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "case_copy" (
    "case_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "copied_by_id" UUID NOT NULL,
    "copied_at" TIMESTAMPTZ(3) NOT NULL,
    "read_at" TIMESTAMPTZ(3),

    CONSTRAINT "case_copy_pkey" PRIMARY KEY ("case_id","user_id")
);

-- CreateTable
CREATE TABLE "urge" (
    "id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "urged_by_id" UUID NOT NULL,
    "urged_at" TIMESTAMPTZ(3) NOT NULL,
    "waiting_task" TEXT NOT NULL,

    CONSTRAINT "urge_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "comment" (
    "id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "author_id" UUID NOT NULL,
    "text" TEXT NOT NULL,
    "mention_ids" UUID[],
    "written_at" TIMESTAMPTZ(3) NOT NULL,
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "comment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "phrase" (
    "id" UUID NOT NULL,
    "owner_id" UUID,
    "organisation_id" UUID,
    "text" TEXT NOT NULL,
    "created_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "phrase_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "draft" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "form_key" TEXT NOT NULL,
    "href" TEXT NOT NULL,
    "case_id" UUID,
    "body_cipher" BYTEA NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "saved_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "draft_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "saved_view" (
    "id" UUID NOT NULL,
    "list" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "query" TEXT NOT NULL,
    "owner_id" UUID,
    "organisation_id" UUID,
    "role" "Role",
    "created_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "saved_view_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "list_setting" (
    "user_id" UUID NOT NULL,
    "list" TEXT NOT NULL,
    "columns" TEXT[],
    "density" TEXT NOT NULL DEFAULT 'compact',
    "page_size" INTEGER NOT NULL DEFAULT 50,
    "default_view_id" UUID,

    CONSTRAINT "list_setting_pkey" PRIMARY KEY ("user_id","list")
);

-- CreateTable
CREATE TABLE "export" (
    "id" UUID NOT NULL,
    "list" TEXT NOT NULL,
    "query" TEXT NOT NULL,
    "scope" TEXT NOT NULL,
    "locale" TEXT NOT NULL,
    "unit" TEXT NOT NULL,
    "status" "ExportStatus" NOT NULL DEFAULT 'QUEUED',
    "rows_total" INTEGER,
    "rows_done" INTEGER NOT NULL DEFAULT 0,
    "file_key" TEXT,
    "file_name" TEXT NOT NULL,
    "requested_by_id" UUID NOT NULL,
    "requested_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),
    "expires_at" TIMESTAMPTZ(3),
    "downloads" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "export_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "meeting" (
    "id" UUID NOT NULL,
    "province_id" INTEGER NOT NULL,
    "city_id" INTEGER,
    "county_id" INTEGER,
    "title" TEXT NOT NULL,
    "held_on" DATE NOT NULL,
    "place" TEXT NOT NULL,
    "attendees" TEXT NOT NULL,
    "minutes" TEXT NOT NULL,
    "recorded_by_id" UUID NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "meeting_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "instruction" (
    "id" UUID NOT NULL,
    "case_id" UUID,
    "figure" JSONB,
    "meeting_id" UUID,
    "text" TEXT NOT NULL,
    "addressee_id" UUID NOT NULL,
    "issued_by_id" UUID NOT NULL,
    "issued_at" TIMESTAMPTZ(3) NOT NULL,
    "due_on" DATE NOT NULL,
    "status" "InstructionStatus" NOT NULL DEFAULT 'OPEN',
    "closed_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "instruction_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "instruction_reply" (
    "id" UUID NOT NULL,
    "instruction_id" UUID NOT NULL,
    "kind" "ReplyKind" NOT NULL,
    "text" TEXT NOT NULL,
    "author_id" UUID NOT NULL,
    "written_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "instruction_reply_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "rate_window" (
    "key" TEXT NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "count" INTEGER NOT NULL,

    CONSTRAINT "rate_window_pkey" PRIMARY KEY ("key","starts_at")
);

-- CreateIndex
CREATE INDEX "hand_over_from_id_idx" ON "hand_over"("from_id");

-- CreateIndex
CREATE INDEX "hand_over_to_id_idx" ON "hand_over"("to_id");

-- CreateIndex
CREATE INDEX "sheet_import_created_by_id_id_idx" ON "sheet_import"("created_by_id", "id");

-- CreateIndex
CREATE INDEX "sheet_import_kind_file_hash_idx" ON "sheet_import"("kind", "file_hash");

-- CreateIndex
CREATE INDEX "back_entry_county_id_id_idx" ON "back_entry"("county_id", "id");

-- CreateIndex
CREATE INDEX "back_entry_county_branch_id_id_idx" ON "back_entry"("county_branch_id", "id");

-- CreateIndex
CREATE INDEX "back_entry_provincial_branch_id_id_idx" ON "back_entry"("provincial_branch_id", "id");

-- CreateIndex
CREATE INDEX "back_entry_financier_id_id_idx" ON "back_entry"("financier_id", "id");

-- CreateIndex
CREATE INDEX "back_entry_entered_by_id_id_idx" ON "back_entry"("entered_by_id", "id");

-- CreateIndex
CREATE INDEX "back_entry_scan_back_entry_id_idx" ON "back_entry_scan"("back_entry_id");

-- CreateIndex
CREATE INDEX "notice_user_id_id_idx" ON "notice"("user_id", "id");

-- CreateIndex
CREATE INDEX "case_copy_user_id_idx" ON "case_copy"("user_id");

-- CreateIndex
CREATE INDEX "urge_case_id_urged_by_id_urged_at_idx" ON "urge"("case_id", "urged_by_id", "urged_at");

-- CreateIndex
CREATE INDEX "comment_case_id_id_idx" ON "comment"("case_id", "id");

-- CreateIndex
CREATE INDEX "phrase_owner_id_idx" ON "phrase"("owner_id");

-- CreateIndex
CREATE INDEX "phrase_organisation_id_idx" ON "phrase"("organisation_id");

-- CreateIndex
CREATE UNIQUE INDEX "draft_user_id_form_key_key" ON "draft"("user_id", "form_key");

-- CreateIndex
CREATE INDEX "saved_view_owner_id_list_idx" ON "saved_view"("owner_id", "list");

-- CreateIndex
CREATE INDEX "saved_view_organisation_id_list_idx" ON "saved_view"("organisation_id", "list");

-- CreateIndex
CREATE INDEX "export_requested_by_id_id_idx" ON "export"("requested_by_id", "id");

-- CreateIndex
CREATE INDEX "meeting_county_id_id_idx" ON "meeting"("county_id", "id");

-- CreateIndex
CREATE INDEX "meeting_province_id_id_idx" ON "meeting"("province_id", "id");

-- CreateIndex
CREATE INDEX "instruction_addressee_id_status_idx" ON "instruction"("addressee_id", "status");

-- CreateIndex
CREATE INDEX "instruction_issued_by_id_id_idx" ON "instruction"("issued_by_id", "id");

-- CreateIndex
CREATE INDEX "instruction_case_id_idx" ON "instruction"("case_id");

-- CreateIndex
CREATE INDEX "instruction_meeting_id_idx" ON "instruction"("meeting_id");

-- CreateIndex
CREATE INDEX "instruction_reply_instruction_id_id_idx" ON "instruction_reply"("instruction_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "case_record_back_entry_id_key" ON "case_record"("back_entry_id");

-- AddForeignKey
ALTER TABLE "case_record" ADD CONSTRAINT "case_record_back_entry_id_fkey" FOREIGN KEY ("back_entry_id") REFERENCES "back_entry"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "back_entry_scan" ADD CONSTRAINT "back_entry_scan_back_entry_id_fkey" FOREIGN KEY ("back_entry_id") REFERENCES "back_entry"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "case_copy" ADD CONSTRAINT "case_copy_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "case_record"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "urge" ADD CONSTRAINT "urge_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "case_record"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "comment" ADD CONSTRAINT "comment_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "case_record"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "instruction" ADD CONSTRAINT "instruction_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "case_record"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "instruction" ADD CONSTRAINT "instruction_meeting_id_fkey" FOREIGN KEY ("meeting_id") REFERENCES "meeting"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "instruction_reply" ADD CONSTRAINT "instruction_reply_instruction_id_fkey" FOREIGN KEY ("instruction_id") REFERENCES "instruction"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- ------------------------------------------------------------------ what Prisma cannot say

-- 三员分立: the three administrators are three people, whatever the form or the sheet says.
ALTER TABLE app_user ADD CONSTRAINT app_user_one_administrator CHECK (
  ('SYSTEM_ADMIN' = ANY (roles))::int + ('SECURITY_ADMIN' = ANY (roles))::int + ('AUDIT_ADMIN' = ANY (roles))::int <= 1);
ALTER TABLE setup_code ADD CONSTRAINT setup_code_single CHECK (id = 1);
ALTER TABLE hand_over ADD CONSTRAINT hand_over_two_people CHECK (from_id <> to_id);

-- A paper case is entered once in its county; a refused entry makes room for the next.
CREATE UNIQUE INDEX back_entry_paper ON back_entry (county_id, paper_reference) WHERE status <> 'REFUSED';
ALTER TABLE back_entry ADD CONSTRAINT back_entry_second_person CHECK (settled_by_id IS NULL OR settled_by_id <> entered_by_id);
ALTER TABLE back_entry_scan ADD CONSTRAINT back_entry_scan_file FOREIGN KEY (file_id) REFERENCES stored_file (id);

-- A storm of notices about the same thing is one unread line with a count.
CREATE UNIQUE INDEX notice_unread ON notice (user_id, kind, coalesce(case_id, '00000000-0000-0000-0000-000000000000'), coalesce(subject_id, '00000000-0000-0000-0000-000000000000'))
  WHERE read_at IS NULL;
CREATE INDEX notice_unmailed ON notice (user_id) WHERE read_at IS NULL AND mailed_at IS NULL;

ALTER TABLE phrase ADD CONSTRAINT phrase_one_owner CHECK (num_nonnulls(owner_id, organisation_id) = 1);
ALTER TABLE saved_view ADD CONSTRAINT saved_view_one_owner CHECK (
  (owner_id IS NOT NULL AND organisation_id IS NULL AND role IS NULL) OR
  (owner_id IS NULL AND organisation_id IS NOT NULL AND role IS NOT NULL));
-- a deleted view is nobody's default any more
ALTER TABLE list_setting ADD CONSTRAINT list_setting_default_view FOREIGN KEY (default_view_id) REFERENCES saved_view (id) ON DELETE SET NULL;
ALTER TABLE instruction ADD CONSTRAINT instruction_about_something CHECK (num_nonnulls(case_id, figure, meeting_id) >= 1);
ALTER TABLE export ADD CONSTRAINT export_ready_has_file CHECK (status <> 'READY' OR (file_key IS NOT NULL AND expires_at IS NOT NULL));

GRANT SELECT, INSERT, UPDATE, DELETE ON setup_code, sheet_import, back_entry, back_entry_scan, notice, case_copy, comment,
  phrase, draft, saved_view, list_setting, export, meeting, instruction, rate_window TO fuqiao_app;
GRANT SELECT, INSERT ON hand_over, urge, instruction_reply TO fuqiao_app;
-- said, decided and promised: closed or hidden, never erased by the application
REVOKE DELETE ON back_entry, comment, meeting, instruction FROM fuqiao_app;
