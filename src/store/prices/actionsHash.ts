/**
 * SHA-256 of an asset's corporate actions, reckoned by the database: adjusted closes alone do not
 * tell one kind from another.
 *
 * @param assetId how the asset's key is called in the query
 */
export const actionsHash = (
  assetId: string,
): string => `(select encode(sha256(convert_to(coalesce(string_agg(
  concat_ws(' ', c.ex_date, c.kind, c.value), ',' order by c.ex_date, c.kind), ''), 'UTF8')), 'hex')
  from corporate_actions c where c.asset_id = ${assetId})`;
