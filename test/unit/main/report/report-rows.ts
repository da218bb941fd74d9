/** As the IAM guide lists them (contracts.md §4.3). */
export const COLUMNS = [
  'user',
  'arn',
  'user_creation_time',
  'password_enabled',
  'password_last_used',
  'password_last_changed',
  'password_next_rotation',
  'mfa_active',
  'access_key_1_active',
  'access_key_1_last_rotated',
  'access_key_1_last_used_date',
  'access_key_1_last_used_region',
  'access_key_1_last_used_service',
  'access_key_2_active',
  'access_key_2_last_rotated',
  'access_key_2_last_used_date',
  'access_key_2_last_used_region',
  'access_key_2_last_used_service',
  'cert_1_active',
  'cert_1_last_rotated',
  'cert_2_active',
  'cert_2_last_rotated',
] as const;

type Cells = { readonly [C in (typeof COLUMNS)[number]]?: string };

/** A report of AWS's form; each row is a user with nothing, but for the cells given. */
export function aReport(rows: readonly Cells[], columns: readonly string[] = COLUMNS): string {
  const lines = rows.map((cells) => {
    const all: Readonly<Record<string, string>> = { ...NOTHING, ...cells };
    return columns.map((column) => quoted(all[column] ?? 'N/A')).join(',');
  });
  return [columns.join(','), ...lines].join('\n');
}

const NOTHING: Cells = {
  user: 'ada',
  arn: 'arn:aws:iam::111122223333:user/ada',
  user_creation_time: '2025-01-02T03:04:05+00:00',
  password_enabled: 'false',
  mfa_active: 'false',
  access_key_1_active: 'false',
  access_key_2_active: 'false',
  cert_1_active: 'false',
  cert_2_active: 'false',
};

function quoted(cell: string): string {
  return /[",\r\n\0]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
