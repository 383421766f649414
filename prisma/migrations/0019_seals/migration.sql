-- AlterTable
ALTER TABLE "remark" ADD COLUMN     "salt" UUID;

-- CreateTable
CREATE TABLE "event_unsealed" (
    "event_id" UUID NOT NULL,
    "queued_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),

    CONSTRAINT "event_unsealed_pkey" PRIMARY KEY ("event_id")
);

-- CreateTable
CREATE TABLE "event_seal" (
    "chain" INTEGER NOT NULL,
    "number" BIGINT NOT NULL,
    "event_id" UUID NOT NULL,
    "remark_hash" BYTEA,
    "content_hash" BYTEA NOT NULL,
    "hash" BYTEA NOT NULL,
    "sealed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "event_seal_pkey" PRIMARY KEY ("chain","number")
);

-- CreateTable
CREATE TABLE "seal_head" (
    "chain" INTEGER NOT NULL,
    "number" BIGINT NOT NULL,
    "hash" BYTEA NOT NULL,

    CONSTRAINT "seal_head_pkey" PRIMARY KEY ("chain")
);

-- CreateIndex
CREATE UNIQUE INDEX "event_seal_event_id_key" ON "event_seal"("event_id");

-- A remark can be erased, and with it the salt: its hash in the seal then tells nothing of what was written. Set as the
-- default rather than in the column's definition, so that no row is written anew; older ones get theirs when sealed.
ALTER TABLE remark ALTER COLUMN salt SET DEFAULT gen_random_uuid();

-- ------------------------------------------------------------------ what is sealed
-- A chain per county; what belongs to no county stands in that of its province, else in the nation's.
CREATE FUNCTION event_chain(e event) RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT coalesce(e.county_id, e.province_id, 1)
$$;

-- What the first link of a chain is linked to: differs by chain, so that no chain can stand for another.
CREATE FUNCTION chain_start(chain integer) RETURNS bytea LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT sha256(convert_to('fuqiao/event/' || chain, 'UTF8'))
$$;

CREATE FUNCTION remark_hash_of(salt uuid, words text) RETURNS bytea LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT sha256(uuid_send(salt) || convert_to(words, 'UTF8'))
$$;

-- The canonical form: JSON with its keys sorted, every column, numbers as strings, what is missing as "", instants in UTC
-- to the millisecond; the payload as jsonb writes it (keys by length, then by bytes). Depends on no setting of a session.
CREATE FUNCTION event_content(e event, remark_hash bytea) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT format('{"actorId":"%s","actorOrganisationId":"%s","applicantKind":"%s","caseId":"%s","cityId":"%s","countyBranchId":"%s",'
    '"countyId":"%s","financierId":"%s","id":"%s","kind":%s,"occurredOn":%s,"onBehalfOfId":"%s","payload":%s,"payloadVersion":"%s",'
    '"programmeId":"%s","provinceId":"%s","provincialBranchId":"%s","recordedAt":%s,"remarkHash":"%s","requestId":"%s",'
    '"subjectId":"%s","townshipId":"%s","villageId":"%s"}',
    e.actor_id, e.actor_organisation_id, e.applicant_kind, e.case_id, e.city_id, e.county_branch_id,
    e.county_id, e.financier_id, e.id, to_json(e.kind), to_json(e.occurred_on), e.on_behalf_of_id, e.payload, e.payload_version,
    e.programme_id, e.province_id, e.provincial_branch_id, to_json(e.recorded_at AT TIME ZONE 'UTC'), encode(remark_hash, 'hex'), e.request_id,
    e.subject_id, e.township_id, e.village_id)
$$;

CREATE FUNCTION event_content_hash(e event, remark_hash bytea) RETURNS bytea LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT sha256(convert_to(event_content(e, remark_hash), 'UTF8'))
$$;

-- ------------------------------------------------------------------ sealing
CREATE FUNCTION chain_step(state bytea, prior bytea, content_hash bytea) RETURNS bytea LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT sha256(coalesce(state, prior) || content_hash)
$$;
CREATE AGGREGATE chain_hash(prior bytea, content_hash bytea) (SFUNC = chain_step, STYPE = bytea);

-- No hot row stands in the transaction of a case: it leaves the event's id here, and what follows seals it.
CREATE FUNCTION await_seal() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  INSERT INTO event_unsealed (event_id) SELECT id FROM new_event;
  RETURN NULL;
END $$;
CREATE TRIGGER event_awaits_seal AFTER INSERT ON event REFERENCING NEW TABLE AS new_event
  FOR EACH STATEMENT EXECUTE FUNCTION await_seal();

-- Seals up to `most` events in the order of their ids and returns how many; one sealer at a time, others wait. An id that
-- waits and has no event is left waiting, where it is counted and seen.
CREATE FUNCTION seal_events(most integer) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
  sealed bigint;
  batch uuid[];
BEGIN
  -- nothing to wait in line for, as most of the time
  IF NOT EXISTS (SELECT FROM event_unsealed) THEN RETURN 0; END IF;
  PERFORM pg_advisory_xact_lock(hashtext('seal_events'));
  batch := ARRAY(SELECT u.event_id FROM event_unsealed u JOIN event e ON e.id = u.event_id ORDER BY 1 LIMIT most);
  UPDATE remark SET salt = gen_random_uuid() WHERE salt IS NULL AND event_id = ANY(batch);
  WITH taken AS (DELETE FROM event_unsealed WHERE event_id = ANY(batch) RETURNING event_id),
  hashed AS (
    SELECT event_chain(e) AS chain, e.id, r.hash AS remark_hash, event_content_hash(e, r.hash) AS content_hash
    FROM taken t JOIN event e ON e.id = t.event_id
    LEFT JOIN LATERAL (SELECT remark_hash_of(m.salt, m.text) AS hash FROM remark m WHERE m.event_id = e.id) r ON true
    WHERE NOT EXISTS (SELECT FROM event_seal s WHERE s.event_id = e.id)),
  linked AS (
    SELECT chain, id, remark_hash, content_hash, coalesce(h.number, 0) + row_number() OVER one_after_the_other AS number,
      chain_hash(coalesce(h.hash, chain_start(chain)), content_hash) OVER one_after_the_other AS hash
    FROM hashed LEFT JOIN seal_head h USING (chain)
    WINDOW one_after_the_other AS (PARTITION BY chain ORDER BY id)),
  written AS (
    INSERT INTO event_seal (chain, number, event_id, remark_hash, content_hash, hash, sealed_at)
    SELECT chain, number, id, remark_hash, content_hash, hash, clock_timestamp() FROM linked ORDER BY chain, number
    RETURNING chain, number, hash),
  heads AS (
    INSERT INTO seal_head (chain, number, hash)
    SELECT DISTINCT ON (chain) chain, number, hash FROM written ORDER BY chain, number DESC
    ON CONFLICT (chain) DO UPDATE SET number = EXCLUDED.number, hash = EXCLUDED.hash)
  SELECT count(*) INTO sealed FROM written;
  RETURN sealed;
END $$;

-- ------------------------------------------------------------------ nobody changes a seal, its owner neither
CREATE TRIGGER event_seal_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON event_seal FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER seal_head_stays BEFORE DELETE OR TRUNCATE ON seal_head FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER seal_head_forward BEFORE UPDATE ON seal_head FOR EACH ROW WHEN (NEW.number <= OLD.number OR NEW.chain <> OLD.chain)
  EXECUTE FUNCTION refuse_change();

-- The application reads them and writes none: sealing is one function, which takes nothing but how many.
GRANT SELECT ON event_unsealed, event_seal, seal_head TO fuqiao_app;
REVOKE EXECUTE ON FUNCTION seal_events(integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION seal_events(integer) TO fuqiao_app;

-- What was recorded so far is sealed by the worker from its first second on.
INSERT INTO event_unsealed (event_id) SELECT id FROM event;
