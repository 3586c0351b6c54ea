-- The public forms' own role in PostgreSQL: it cannot read staff accounts or the log of who looked, nor take a row of a history away.
-- Run as the owner of the tables, after `python -m forms_backend migrate`, and again after each new version.
-- Desk and worker use the owner's role. Make the role first:  CREATE ROLE portal_intake LOGIN
REVOKE ALL ON ALL TABLES IN SCHEMA public FROM portal_intake;
GRANT USAGE ON SCHEMA public TO portal_intake;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO portal_intake;
GRANT SELECT, INSERT, UPDATE, DELETE ON drafts, code_tries TO portal_intake;
GRANT SELECT, INSERT, UPDATE ON referrals, applications, letters, outbox, delivery_attempts, tasks TO portal_intake;
GRANT SELECT, INSERT ON case_events TO portal_intake;
GRANT SELECT ON worker_heartbeats TO portal_intake;
