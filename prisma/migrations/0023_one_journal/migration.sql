-- One journal for all money: cases, quotas and budget lines, funds, subsidies; and what a bank's return file says.
-- CreateEnum
CREATE TYPE "BankOutcome" AS ENUM ('SUCCESS', 'FAILURE');

-- CreateEnum
CREATE TYPE "BankLineStatus" AS ENUM ('PENDING', 'SETTLED', 'RETURNED', 'EXCEPTION', 'RESOLVED');

-- CreateEnum
CREATE TYPE "BankException" AS ENUM ('UNKNOWN', 'OTHER_AMOUNT', 'OTHER_ACCOUNT', 'DUPLICATE', 'NOT_BOOKED');

-- AlterTable
ALTER TABLE "payment" ADD COLUMN     "settled_on" DATE;

-- AlterTable
ALTER TABLE "journal" ADD COLUMN     "quota_id" UUID,
ADD COLUMN     "risk_fund_id" UUID,
ALTER COLUMN "case_id" DROP NOT NULL;

-- AlterTable
ALTER TABLE "leg" ALTER COLUMN "case_id" DROP NOT NULL;

-- CreateTable
CREATE TABLE "bank_return_line" (
    "id" UUID NOT NULL,
    "sheet_id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "row" INTEGER NOT NULL,
    "reference" TEXT NOT NULL,
    "amount_fen" BIGINT NOT NULL,
    "account_tail" TEXT NOT NULL,
    "outcome" "BankOutcome" NOT NULL,
    "happened_on" DATE NOT NULL,
    "bank_reason" TEXT,
    "status" "BankLineStatus" NOT NULL DEFAULT 'PENDING',
    "exception" "BankException",
    "refusal" TEXT,
    "payment_id" UUID,
    "recorded_by_id" UUID NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "resolved_by_id" UUID,
    "resolved_at" TIMESTAMPTZ(3),
    "resolution" TEXT,

    CONSTRAINT "bank_return_line_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "bank_return_line_organisation_id_id_idx" ON "bank_return_line"("organisation_id", "id");

-- CreateIndex
CREATE INDEX "bank_return_line_payment_id_idx" ON "bank_return_line"("payment_id");

-- CreateIndex
CREATE UNIQUE INDEX "bank_return_line_sheet_id_row_key" ON "bank_return_line"("sheet_id", "row");

-- AddForeignKey
ALTER TABLE "bank_return_line" ADD CONSTRAINT "bank_return_line_payment_id_fkey" FOREIGN KEY ("payment_id") REFERENCES "payment"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- ------------------------------------------------------------------ by hand from here

CREATE INDEX journal_quota ON journal (quota_id) WHERE quota_id IS NOT NULL;
CREATE INDEX journal_risk_fund ON journal (risk_fund_id) WHERE risk_fund_id IS NOT NULL;
ALTER TABLE journal ADD CONSTRAINT journal_of_something CHECK (num_nonnulls(case_id, quota_id, risk_fund_id) >= 1) NOT VALID;
ALTER TABLE journal VALIDATE CONSTRAINT journal_of_something;

-- the same document, day and amount into a fund is the same money; a claim is paid once
CREATE UNIQUE INDEX fund_entry_paid_in ON fund_entry (risk_fund_id, kind, reference, occurred_on, amount_fen) WHERE kind IN ('DEPOSIT', 'INTEREST');
CREATE UNIQUE INDEX fund_entry_paid_out ON fund_entry (claim_id) WHERE kind = 'PAYOUT';
CREATE UNIQUE INDEX quota_entry_moved ON quota_entry (transfer_id, kind) WHERE transfer_id IS NOT NULL;

-- a payment is reported settled or returned once
CREATE UNIQUE INDEX bank_return_line_once ON bank_return_line (payment_id) WHERE status IN ('SETTLED', 'RETURNED');
ALTER TABLE bank_return_line ADD CONSTRAINT bank_return_line_amount CHECK (amount_fen > 0);
ALTER TABLE bank_return_line ADD CONSTRAINT bank_return_line_resolved CHECK ((status = 'RESOLVED') = (resolved_by_id IS NOT NULL AND resolution IS NOT NULL));
ALTER TABLE payment ADD CONSTRAINT payment_settled CHECK (settled_on IS NULL OR (status = 'RELEASED' AND settled_on >= released_on)) NOT VALID;
ALTER TABLE payment VALIDATE CONSTRAINT payment_settled;

-- ------------------------------------------------------------------ a key is held by one command at a time
-- Waits two seconds for the twin that holds it; false: it is still under way. Held until the transaction ends.
CREATE FUNCTION hold_money_key(key text) RETURNS boolean LANGUAGE plpgsql SET lock_timeout = '2s' AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('money ' || key, 0));
  RETURN true;
EXCEPTION WHEN lock_not_available THEN
  RETURN false;
END $$;

-- ------------------------------------------------------------------ sub-ledgers book themselves
-- An entry of a quota or fund moves the sums there and stands in the journal, by the same statement: no code can do one
-- without the other, and the application's role may write neither sum.
CREATE FUNCTION post_pair(kind "JournalKind", source uuid, of_case uuid, of_quota uuid, of_fund uuid, on_day date, at timestamptz,
  debit "Account", credit "Account", amount bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE journal_id uuid := gen_random_uuid();
BEGIN
  INSERT INTO journal (id, case_id, quota_id, risk_fund_id, kind, occurred_on, recorded_at, source_id)
  VALUES (journal_id, of_case, of_quota, of_fund, kind, on_day, at, source);
  INSERT INTO leg (id, journal_id, case_id, account, amount_fen)
  VALUES (gen_random_uuid(), journal_id, of_case, debit, amount), (gen_random_uuid(), journal_id, of_case, credit, -amount);
END $$;

CREATE FUNCTION post_quota_entry(e quota_entry) RETURNS void LANGUAGE plpgsql AS $$
DECLARE debit "Account"; credit "Account";
BEGIN
  SELECT d, c INTO STRICT debit, credit FROM (VALUES
    ('ALLOT'::"QuotaEntryKind", 'QUOTA_FREE'::"Account", 'BUDGET'::"Account"), ('MOVE_IN', 'QUOTA_FREE', 'BUDGET'), ('MOVE_OUT', 'BUDGET', 'QUOTA_FREE'),
    ('RESERVE', 'COMMITMENT', 'QUOTA_FREE'), ('RELEASE', 'QUOTA_FREE', 'COMMITMENT'),
    ('USE', 'QUOTA_USED', 'COMMITMENT'), ('RETURN', 'COMMITMENT', 'QUOTA_USED')) AS rule (k, d, c) WHERE k = e.kind;
  PERFORM post_pair('QUOTA', e.id, e.case_id, e.quota_id, NULL, e.occurred_on, e.recorded_at, debit, credit, e.amount_fen);
END $$;

CREATE FUNCTION post_fund_entry(e fund_entry) RETURNS void LANGUAGE plpgsql AS $$
DECLARE credit "Account"; of_case uuid;
BEGIN
  SELECT c INTO STRICT credit FROM (VALUES ('DEPOSIT'::"FundEntryKind", 'FUND_PAID_IN'::"Account"), ('INTEREST', 'FUND_INTEREST'),
    ('PAYOUT', 'FUND_CLAIMS'), ('RECOVERY', 'FUND_CLAIMS')) AS rule (k, c) WHERE k = e.kind;
  SELECT case_id INTO of_case FROM fund_claim WHERE id = e.claim_id;
  PERFORM post_pair('FUND', e.id, of_case, NULL, e.risk_fund_id, e.occurred_on, e.recorded_at, 'FUND_MONEY', credit, e.amount_fen);
END $$;

-- what is there already, with its days
SELECT post_quota_entry(e) FROM quota_entry e ORDER BY e.id;
SELECT post_fund_entry(e) FROM fund_entry e ORDER BY e.id;
SELECT post_pair('SUBSIDY', id, case_id, NULL, NULL, paid_on, coalesce(reviewed_at, computed_at), 'SUBSIDY', 'TREASURY', amount_fen)
FROM subsidy WHERE status = 'PAID' AND amount_fen > 0 ORDER BY id;

CREATE FUNCTION book_quota_entry() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  UPDATE quota SET
    amount_fen = amount_fen + CASE WHEN NEW.kind IN ('ALLOT', 'MOVE_IN') THEN NEW.amount_fen WHEN NEW.kind = 'MOVE_OUT' THEN -NEW.amount_fen ELSE 0 END,
    reserved_fen = reserved_fen + CASE WHEN NEW.kind IN ('RESERVE', 'RETURN') THEN NEW.amount_fen WHEN NEW.kind IN ('RELEASE', 'USE') THEN -NEW.amount_fen ELSE 0 END,
    used_fen = used_fen + CASE NEW.kind WHEN 'USE' THEN NEW.amount_fen WHEN 'RETURN' THEN -NEW.amount_fen ELSE 0 END
  WHERE id = NEW.quota_id;
  PERFORM post_quota_entry(NEW);
  RETURN NULL;
END $$;
CREATE TRIGGER quota_entry_booked AFTER INSERT ON quota_entry FOR EACH ROW EXECUTE FUNCTION book_quota_entry();

-- A quota begins with the entry of its allotment, whoever writes it.
CREATE FUNCTION begin_quota() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  UPDATE quota SET amount_fen = 0, reserved_fen = 0, used_fen = 0 WHERE id = NEW.id;
  IF NEW.amount_fen > 0 THEN
    INSERT INTO quota_entry (id, quota_id, kind, amount_fen, actor_id, occurred_on, recorded_at)
    VALUES (gen_random_uuid(), NEW.id, 'ALLOT', NEW.amount_fen, NEW.created_by_id, (NEW.created_at AT TIME ZONE 'Asia/Shanghai')::date, NEW.created_at);
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER quota_begun AFTER INSERT ON quota FOR EACH ROW EXECUTE FUNCTION begin_quota();

CREATE FUNCTION book_fund_entry() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  UPDATE risk_fund SET balance_fen = balance_fen + NEW.amount_fen WHERE id = NEW.risk_fund_id;
  PERFORM post_fund_entry(NEW);
  RETURN NULL;
END $$;
CREATE TRIGGER fund_entry_booked AFTER INSERT ON fund_entry FOR EACH ROW EXECUTE FUNCTION book_fund_entry();

CREATE FUNCTION begin_fund() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.balance_fen <> 0 THEN
    RAISE EXCEPTION 'a fund begins empty; what is in it comes by its entries' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER risk_fund_begun BEFORE INSERT ON risk_fund FOR EACH ROW EXECUTE FUNCTION begin_fund();

CREATE FUNCTION book_subsidy() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF NEW.amount_fen > 0 THEN
    PERFORM post_pair('SUBSIDY', NEW.id, NEW.case_id, NULL, NULL, NEW.paid_on, now(), 'SUBSIDY', 'TREASURY', NEW.amount_fen);
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER subsidy_paid AFTER UPDATE ON subsidy FOR EACH ROW
  WHEN (NEW.status = 'PAID' AND OLD.status <> 'PAID') EXECUTE FUNCTION book_subsidy();
CREATE TRIGGER subsidy_entered_paid AFTER INSERT ON subsidy FOR EACH ROW WHEN (NEW.status = 'PAID') EXECUTE FUNCTION book_subsidy();
-- what was paid is what was booked
CREATE FUNCTION keep_paid_subsidy() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a paid subsidy does not change' USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER subsidy_kept BEFORE UPDATE ON subsidy FOR EACH ROW
  WHEN (OLD.status = 'PAID' AND (NEW.status <> 'PAID' OR NEW.amount_fen <> OLD.amount_fen OR NEW.case_id <> OLD.case_id)) EXECUTE FUNCTION keep_paid_subsidy();

-- ------------------------------------------------------------------ paid ≤ contracted ≤ approved ≤ set aside, at the end of every transaction
CREATE FUNCTION check_case_money(of_case uuid) RETURNS void LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE c record; paid bigint; under_way bigint; owed bigint; held bigint; used bigint;
BEGIN
  SELECT approved_amount_fen, contracted_amount_fen, disbursed_amount_fen, outstanding_amount_fen INTO c FROM case_record WHERE id = of_case;
  IF NOT FOUND THEN RETURN; END IF;
  SELECT coalesce(sum(amount_fen) FILTER (WHERE status = 'RELEASED'), 0), coalesce(sum(amount_fen), 0) INTO paid, under_way
    FROM payment WHERE case_id = of_case AND status IN ('REQUESTED', 'RELEASED');
  SELECT coalesce(sum(amount_fen), 0) INTO owed FROM leg WHERE case_id = of_case AND account = 'PRINCIPAL';
  SELECT sum(CASE WHEN kind IN ('RESERVE', 'RETURN') THEN amount_fen WHEN kind IN ('RELEASE', 'USE') THEN -amount_fen ELSE 0 END),
         sum(CASE kind WHEN 'USE' THEN amount_fen WHEN 'RETURN' THEN -amount_fen ELSE 0 END) INTO held, used
    FROM quota_entry WHERE case_id = of_case;
  IF paid <> c.disbursed_amount_fen THEN
    RAISE EXCEPTION 'case %: its released payments make %, not %', of_case, paid, c.disbursed_amount_fen USING ERRCODE = 'check_violation';
  ELSIF under_way > coalesce(c.contracted_amount_fen, 0) THEN
    RAISE EXCEPTION 'case %: % is paid or under way, beyond what is contracted', of_case, under_way USING ERRCODE = 'check_violation';
  ELSIF owed <> c.outstanding_amount_fen THEN
    RAISE EXCEPTION 'case %: its books owe %, not %', of_case, owed, c.outstanding_amount_fen USING ERRCODE = 'check_violation';
  ELSIF used > c.disbursed_amount_fen OR held < 0 OR held + used > coalesce(c.approved_amount_fen, 0) THEN
    RAISE EXCEPTION 'case %: its quota holds % and has used %', of_case, held, used USING ERRCODE = 'check_violation';
  END IF;
END $$;

CREATE FUNCTION check_case_row() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN PERFORM check_case_money(NEW.id); RETURN NULL; END $$;
CREATE FUNCTION check_money_row() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN PERFORM check_case_money(NEW.case_id); RETURN NULL; END $$;

CREATE CONSTRAINT TRIGGER case_money AFTER UPDATE ON case_record DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN (NEW.disbursed_amount_fen <> OLD.disbursed_amount_fen OR NEW.outstanding_amount_fen <> OLD.outstanding_amount_fen
    OR NEW.contracted_amount_fen IS DISTINCT FROM OLD.contracted_amount_fen OR NEW.approved_amount_fen IS DISTINCT FROM OLD.approved_amount_fen)
  EXECUTE FUNCTION check_case_row();
CREATE CONSTRAINT TRIGGER case_money_begun AFTER INSERT ON case_record DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN (NEW.disbursed_amount_fen <> 0 OR NEW.outstanding_amount_fen <> 0) EXECUTE FUNCTION check_case_row();
CREATE CONSTRAINT TRIGGER payment_money AFTER INSERT OR UPDATE ON payment DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_money_row();
CREATE CONSTRAINT TRIGGER quota_entry_money AFTER INSERT ON quota_entry DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN (NEW.case_id IS NOT NULL) EXECUTE FUNCTION check_money_row();

-- an entry of the journal has two legs at least; the sum of them is looked at by leg_balance
CREATE FUNCTION check_journal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT count(*) FROM leg WHERE journal_id = NEW.id) < 2 THEN
    RAISE EXCEPTION 'journal % has fewer than two legs', NEW.id USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.case_id IS NOT NULL THEN PERFORM check_case_money(NEW.case_id); END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER journal_money AFTER INSERT ON journal DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_journal();

-- ------------------------------------------------------------------ what is not as it should be, for whoever verifies: no row is the answer
CREATE VIEW broken_books AS
  SELECT 'journal' AS what, journal_id AS id FROM leg GROUP BY 2 HAVING sum(amount_fen) <> 0 OR count(*) < 2
  UNION ALL SELECT 'quota', q.id FROM quota q LEFT JOIN (
      SELECT j.quota_id, -sum(l.amount_fen) FILTER (WHERE l.account = 'BUDGET') AS amount,
             sum(l.amount_fen) FILTER (WHERE l.account = 'COMMITMENT') AS reserved, sum(l.amount_fen) FILTER (WHERE l.account = 'QUOTA_USED') AS used
      FROM journal j JOIN leg l ON l.journal_id = j.id WHERE j.quota_id IS NOT NULL GROUP BY 1) b ON b.quota_id = q.id
    WHERE (q.amount_fen, q.reserved_fen, q.used_fen) IS DISTINCT FROM (coalesce(b.amount, 0), coalesce(b.reserved, 0), coalesce(b.used, 0))
  UNION ALL SELECT 'fund', f.id FROM risk_fund f LEFT JOIN (
      SELECT j.risk_fund_id, sum(l.amount_fen) AS balance FROM journal j JOIN leg l ON l.journal_id = j.id
      WHERE j.risk_fund_id IS NOT NULL AND l.account = 'FUND_MONEY' GROUP BY 1) b ON b.risk_fund_id = f.id
    WHERE f.balance_fen <> coalesce(b.balance, 0)
  UNION ALL SELECT 'subsidy', s.id FROM subsidy s LEFT JOIN journal j ON j.kind = 'SUBSIDY' AND j.source_id = s.id
      LEFT JOIN leg l ON l.journal_id = j.id AND l.account = 'SUBSIDY'
    WHERE coalesce(l.amount_fen, 0) <> CASE WHEN s.status = 'PAID' THEN s.amount_fen ELSE 0 END
  UNION ALL SELECT 'case', c.id FROM case_record c LEFT JOIN (
      SELECT case_id, sum(amount_fen) AS owed FROM leg WHERE account = 'PRINCIPAL' GROUP BY 1) b ON b.case_id = c.id
    WHERE c.outstanding_amount_fen <> coalesce(b.owed, 0)
  UNION ALL SELECT 'paid', c.id FROM case_record c LEFT JOIN (
      SELECT case_id, sum(amount_fen) AS paid FROM payment WHERE status = 'RELEASED' GROUP BY 1) b ON b.case_id = c.id
    WHERE c.disbursed_amount_fen <> coalesce(b.paid, 0);

-- ------------------------------------------------------------------ grants
REVOKE UPDATE ON quota, risk_fund FROM fuqiao_app;
GRANT UPDATE (ftp_concession_bps, document_number) ON quota TO fuqiao_app;
GRANT UPDATE (name, paused_at, paused_reason) ON risk_fund TO fuqiao_app;
GRANT SELECT, INSERT ON bank_return_line TO fuqiao_app;
GRANT UPDATE (status, exception, refusal, payment_id, resolved_by_id, resolved_at, resolution) ON bank_return_line TO fuqiao_app;
GRANT SELECT ON broken_books TO fuqiao_app;
REVOKE EXECUTE ON FUNCTION post_pair, post_quota_entry, post_fund_entry FROM PUBLIC;

-- Entries of a quota are seen by whoever reads the quota (its financier's people and those of the place), entries of a
-- fund by whoever sees the fund; before, every entry hung on a case.
DO $$
DECLARE
  of_case constant text := 'EXISTS (SELECT FROM case_record c WHERE c.id = journal.case_id)';
  of_quota constant text := 'EXISTS (SELECT FROM quota q WHERE q.id = journal.quota_id AND (q.financier_id = (SELECT scope_financier())
    OR q.region_id = (SELECT scope_region()) OR EXISTS (SELECT FROM region_version v WHERE v.region_id = q.region_id AND v.valid_to IS NULL
      AND (SELECT scope_region()) = ANY (ARRAY[v.province_id, v.city_id, v.county_id]))))';
  of_fund constant text := 'EXISTS (SELECT FROM risk_fund f WHERE f.id = journal.risk_fund_id)';
  seen constant text := format('(SELECT scope_all()) OR %s OR %s OR %s', of_case, of_quota, of_fund);
BEGIN
  DROP POLICY scope ON journal;
  EXECUTE format('CREATE POLICY scope ON journal TO fuqiao_app USING (%s) WITH CHECK (%s)', seen, seen);
  DROP POLICY scope ON leg;
  CREATE POLICY scope ON leg TO fuqiao_app USING (
    (SELECT scope_all()) OR EXISTS (SELECT FROM case_record c WHERE c.id = leg.case_id)
    OR (leg.case_id IS NULL AND EXISTS (SELECT FROM journal j WHERE j.id = leg.journal_id)))
  WITH CHECK (
    (SELECT scope_all()) OR EXISTS (SELECT FROM case_record c WHERE c.id = leg.case_id)
    OR (leg.case_id IS NULL AND EXISTS (SELECT FROM journal j WHERE j.id = leg.journal_id)));
END $$;

-- What a bank reports is its own office's.
ALTER TABLE bank_return_line ENABLE ROW LEVEL SECURITY;
ALTER TABLE bank_return_line FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON bank_return_line TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY scope ON bank_return_line TO fuqiao_app
  USING ((SELECT scope_all()) OR organisation_id = (SELECT organisation_id FROM app_user WHERE id = scope_user()))
  WITH CHECK ((SELECT scope_all()) OR organisation_id = (SELECT organisation_id FROM app_user WHERE id = scope_user()));
