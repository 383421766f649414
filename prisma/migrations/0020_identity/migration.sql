-- Signing in: a second factor, known browsers, an identity provider, and locks that an attacker cannot turn on its owner.
-- CreateEnum
CREATE TYPE "SignInMethod" AS ENUM ('PASSWORD', 'PROVIDER');

-- AlterEnum
ALTER TYPE "NoticeKind" ADD VALUE 'DEVICE_NEW';
ALTER TYPE "NoticeKind" ADD VALUE 'FACTOR_RESET';

-- AlterTable
ALTER TABLE "app_user" ADD COLUMN     "external_issuer" TEXT,
ADD COLUMN     "external_subject" TEXT,
ADD COLUMN     "factor_cipher" BYTEA,
ADD COLUMN     "factor_last_step" INTEGER,
ADD COLUMN     "factor_pending" BYTEA,
ADD COLUMN     "factor_set_up_at" TIMESTAMPTZ(3),
ADD COLUMN     "password_changed_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "auth_session" ADD COLUMN     "device_id" UUID,
ADD COLUMN     "factor_at" TIMESTAMPTZ(3),
ADD COLUMN     "method" "SignInMethod" NOT NULL DEFAULT 'PASSWORD';

-- CreateTable
CREATE TABLE "known_device" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "token_hash" BYTEA NOT NULL,
    "agent" TEXT,
    "first_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "failures" INTEGER NOT NULL DEFAULT 0,
    "locks" INTEGER NOT NULL DEFAULT 0,
    "locked_until" TIMESTAMPTZ(3),

    CONSTRAINT "known_device_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "address_lock" (
    "user_id" UUID NOT NULL,
    "address" TEXT NOT NULL,
    "failures" INTEGER NOT NULL DEFAULT 0,
    "locks" INTEGER NOT NULL DEFAULT 0,
    "locked_until" TIMESTAMPTZ(3),
    "last_failed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "address_lock_pkey" PRIMARY KEY ("user_id","address")
);

-- CreateTable
CREATE TABLE "recovery_code" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "code_hash" BYTEA NOT NULL,
    "made_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "recovery_code_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "identity_rule" (
    "kind" TEXT NOT NULL,
    "value" INTEGER NOT NULL,
    "changed_by_id" UUID,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "identity_rule_pkey" PRIMARY KEY ("kind")
);

-- CreateIndex
CREATE UNIQUE INDEX "known_device_user_id_token_hash_key" ON "known_device"("user_id", "token_hash");

-- CreateIndex
CREATE INDEX "address_lock_last_failed_at_idx" ON "address_lock"("last_failed_at");

-- CreateIndex
CREATE UNIQUE INDEX "recovery_code_user_id_code_hash_key" ON "recovery_code"("user_id", "code_hash");

-- CreateIndex
CREATE UNIQUE INDEX "app_user_external_issuer_external_subject_key" ON "app_user"("external_issuer", "external_subject");

-- ------------------------------------------------------------------ what Prisma cannot say

ALTER TABLE known_device ADD CONSTRAINT known_device_user FOREIGN KEY (user_id) REFERENCES app_user (id);
ALTER TABLE address_lock ADD CONSTRAINT address_lock_user FOREIGN KEY (user_id) REFERENCES app_user (id);
ALTER TABLE recovery_code ADD CONSTRAINT recovery_code_user FOREIGN KEY (user_id) REFERENCES app_user (id);
ALTER TABLE auth_session ADD CONSTRAINT auth_session_device FOREIGN KEY (device_id) REFERENCES known_device (id);
ALTER TABLE identity_rule ADD CONSTRAINT identity_rule_changed_by FOREIGN KEY (changed_by_id) REFERENCES app_user (id);

ALTER TABLE app_user ADD CONSTRAINT app_user_external CHECK ((external_issuer IS NULL) = (external_subject IS NULL));
ALTER TABLE app_user ADD CONSTRAINT app_user_factor CHECK ((factor_cipher IS NULL) = (factor_set_up_at IS NULL));
ALTER TABLE identity_rule ADD CONSTRAINT identity_rule_value CHECK (
  CASE WHEN kind = 'PASSWORD_DAYS' THEN value BETWEEN 0 AND 730 ELSE kind LIKE 'SECOND_FACTOR.%' AND value IN (0, 1) END);

-- 三员分立: an administrator holds no role besides, whatever the form or the sheet says.
ALTER TABLE app_user ADD CONSTRAINT app_user_administrator_alone CHECK (
  NOT roles && ARRAY['SYSTEM_ADMIN', 'SECURITY_ADMIN', 'AUDIT_ADMIN']::"Role"[] OR cardinality(roles) = 1);

-- Nobody gives themselves a role, nor moves themselves to where their roles would reach further.
CREATE FUNCTION refuse_own_roles() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.id::text = current_setting('fuqiao.user_id', true) THEN
    RAISE EXCEPTION 'nobody changes their own roles or organisation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER app_user_own_roles BEFORE UPDATE ON app_user FOR EACH ROW
  WHEN (OLD.roles IS DISTINCT FROM NEW.roles OR OLD.organisation_id IS DISTINCT FROM NEW.organisation_id)
  EXECUTE FUNCTION refuse_own_roles();

GRANT SELECT, INSERT, UPDATE, DELETE ON known_device, address_lock, recovery_code TO fuqiao_app;
GRANT SELECT, INSERT, UPDATE ON identity_rule TO fuqiao_app;

-- Where people work already, nobody is asked for a second factor from one day to the next: the security administrator
-- turns it on. An installation that begins after this has no rows, and asks for it from the first day.
INSERT INTO identity_rule (kind, value, changed_at)
  SELECT 'SECOND_FACTOR.' || role, 0, now()
  FROM unnest(ARRAY['APPROVER', 'DISBURSEMENT_CLERK', 'DISBURSEMENT_CHECKER', 'SYSTEM_ADMIN', 'SECURITY_ADMIN', 'AUDIT_ADMIN']) AS role
  WHERE EXISTS (SELECT 1 FROM app_user);
