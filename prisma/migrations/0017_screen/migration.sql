-- CreateTable
CREATE TABLE "screen" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "organisation_id" UUID NOT NULL,
    "region_id" INTEGER NOT NULL,
    "programme_ids" UUID[],
    "key_hash" TEXT NOT NULL,
    "made_by_id" UUID NOT NULL,
    "made_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_by_id" UUID,
    "revoked_at" TIMESTAMPTZ(3),
    "last_seen_at" TIMESTAMPTZ(3),

    CONSTRAINT "screen_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "screen_key_hash_key" ON "screen"("key_hash");

-- CreateIndex
CREATE INDEX "screen_organisation_id_idx" ON "screen"("organisation_id");

-- nobody shows nothing, and a key ends
ALTER TABLE screen ADD CONSTRAINT screen_programmes CHECK (cardinality(programme_ids) > 0);
ALTER TABLE screen ADD CONSTRAINT screen_ends CHECK (expires_at > made_at);
GRANT SELECT, INSERT, UPDATE ON screen TO fuqiao_app;
