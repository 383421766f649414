-- AlterEnum
ALTER TYPE "BackEntryStatus" ADD VALUE 'DISCARDED';

-- AlterEnum
ALTER TYPE "NoticeKind" ADD VALUE 'INSTRUCTION_MOVED';

-- AlterTable
ALTER TABLE "case_record" ADD COLUMN     "taken_over_by_id" UUID;

-- Until now a hand-over wrote the successor over the opener. Whom the first one took it from opened the case.
UPDATE case_record c SET taken_over_by_id = c.created_by_id, created_by_id = moved.opener_id
FROM (
  SELECT DISTINCT ON (case_id) case_id, (payload->>'fromId')::uuid AS opener_id FROM event
  WHERE kind = 'case.handed-over' AND payload->'kinds' ?| array['CONSULTATION', 'SUPPLEMENT']
  ORDER BY case_id, id
) moved
WHERE c.id = moved.case_id AND c.created_by_id <> moved.opener_id;
