-- 消息: a draft that waits for its review, and what somebody else is asked to grant, with the answers
ALTER TYPE "NoticeKind" ADD VALUE 'DEFINITION_DRAFTED';
ALTER TYPE "NoticeKind" ADD VALUE 'DEFINITION_REVIEWED';
ALTER TYPE "NoticeKind" ADD VALUE 'RAISE_ASKED';
ALTER TYPE "NoticeKind" ADD VALUE 'RAISE_SETTLED';
ALTER TYPE "NoticeKind" ADD VALUE 'QUOTA_TRANSFER_ASKED';
ALTER TYPE "NoticeKind" ADD VALUE 'QUOTA_TRANSFER_SETTLED';
ALTER TYPE "NoticeKind" ADD VALUE 'CLAIM_FILED';
ALTER TYPE "NoticeKind" ADD VALUE 'CLAIM_REVIEWED';
-- 消费扶贫: which union or office orders a line
ALTER TABLE "purchase_line" ADD COLUMN "ordered_by" TEXT NOT NULL DEFAULT '';
