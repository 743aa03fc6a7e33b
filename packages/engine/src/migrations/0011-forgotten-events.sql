-- From which event on nothing is missing.
--
-- Events are forgotten by their age and for as long as no delivery waits for them, so an older number may stay where
-- newer ones are gone. A client that reads on from a number must learn that something after it is missing.

ALTER TABLE event_counters ADD COLUMN forgotten_sequence bigint NOT NULL DEFAULT 0;

-- The newest number that is missing among those that were given out.
UPDATE event_counters c SET forgotten_sequence = COALESCE((
  SELECT max(e.sequence) - 1 FROM events e WHERE e.company_id = c.company_id
    AND NOT EXISTS (SELECT FROM events o WHERE o.company_id = e.company_id AND o.sequence = e.sequence - 1)
), c.last_sequence);
