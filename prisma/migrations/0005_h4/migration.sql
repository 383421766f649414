-- A list opens with the person's own page size and, where they chose one, with their default view.
ALTER TABLE "list_setting" ADD COLUMN "page_size" INTEGER NOT NULL DEFAULT 50,
  ADD COLUMN "default_view_id" UUID;
-- a deleted view is nobody's default any more
ALTER TABLE "list_setting" ADD CONSTRAINT list_setting_default_view FOREIGN KEY (default_view_id) REFERENCES saved_view (id) ON DELETE SET NULL;

-- An export is fetched only by somebody who still sees the area that it was written for.
ALTER TABLE "export" ADD COLUMN "scope" TEXT NOT NULL;
