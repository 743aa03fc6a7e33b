/** Where the parts of a body come from, as SQL expressions. `envelope` gives one of the three words. */
export interface BodyParts {
  data: string;
  eventId: string;
  eventType: string;
  envelope: string;
}

/**
 * The SQL expression of a delivery's body (contract section 4, Delivery). Put together in the database, because the
 * resource's JSON text is there already; none of the other parts has a character that JSON escapes.
 */
export function bodySql({ data, eventId, eventType, envelope }: BodyParts): string {
  const members = `'"data":' || ${data} || ',"eventId":"' || ${eventId} || '","eventType":"' || ${eventType} || '"'`;
  return `CASE ${envelope} WHEN 'flat' THEN '{' || ${members} || '}'
    WHEN 'nested' THEN '{"payload":{' || ${members} || '}}'
    ELSE '{' || ${members} || ',"payload":{' || ${members} || '}}' END`;
}
