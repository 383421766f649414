-- AlterEnum
ALTER TYPE "PolicyKind" ADD VALUE 'LOOKS_PER_DAY';

-- AlterEnum
ALTER TYPE "NoticeKind" ADD VALUE 'LOOKS_USED_UP';

-- AlterTable
ALTER TABLE "auth_session" ADD COLUMN     "password_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "look_count" (
    "user_id" UUID NOT NULL,
    "day" DATE NOT NULL,
    "looks" INTEGER NOT NULL DEFAULT 0,
    "allowed" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "look_count_pkey" PRIMARY KEY ("user_id","day")
);

ALTER TABLE look_count ADD CONSTRAINT look_count_user FOREIGN KEY (user_id) REFERENCES app_user (id);
ALTER TABLE look_count ADD CONSTRAINT look_count_numbers CHECK (looks >= 0 AND allowed >= 0);

-- Nobody allows themselves more, and a look that was counted stays counted.
CREATE FUNCTION refuse_own_looks() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.looks < OLD.looks THEN RAISE EXCEPTION 'looks that were counted stay counted'; END IF;
  IF NEW.allowed <> OLD.allowed AND NEW.user_id::text = current_setting('fuqiao.user_id', true) THEN
    RAISE EXCEPTION 'nobody allows themselves further looks';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER look_count_own BEFORE UPDATE ON look_count FOR EACH ROW EXECUTE FUNCTION refuse_own_looks();

GRANT SELECT, INSERT, UPDATE ON look_count TO fuqiao_app;
