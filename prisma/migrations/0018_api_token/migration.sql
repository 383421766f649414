-- Keys for programs that read over HTTP (docs/api.md).
-- CreateTable
CREATE TABLE "api_token" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "purpose" TEXT NOT NULL,
    "key_hash" BYTEA NOT NULL,
    "created_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),
    "revoked_by_id" UUID,

    CONSTRAINT "api_token_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "api_token_key_hash_key" ON "api_token"("key_hash");

-- CreateIndex
CREATE INDEX "api_token_user_id_idx" ON "api_token"("user_id");

ALTER TABLE api_token ADD CONSTRAINT api_token_user FOREIGN KEY (user_id) REFERENCES app_user (id);
ALTER TABLE api_token ADD CONSTRAINT api_token_ends CHECK (expires_at > created_at);
ALTER TABLE api_token ADD CONSTRAINT api_token_revoked CHECK ((revoked_at IS NULL) = (revoked_by_id IS NULL));
GRANT SELECT, INSERT ON api_token TO fuqiao_app;
-- what a key may do is fixed when it is made; it can only be ended
GRANT UPDATE (revoked_at, revoked_by_id) ON api_token TO fuqiao_app;
