/**
 * A file as a large organisation has it: some 160 bytes a profile, a comment before every fourth, nested
 * settings in every eighth. Every value is made up.
 */
export function configText(profiles: number, lineEnd: '\n' | '\r\n'): string {
  const lines = ['# Made by bench/aws-file-text.ts', '[default]', 'region = eu-west-1', ''];
  for (let index = 0; index < profiles; index++) {
    if (index % 4 === 0) lines.push(`# Team ${index % 40}: ask before you use it`);
    lines.push(
      `[profile ${profileName(index)}]`,
      `role_arn = arn:aws:iam::${accountOf(index)}:role/engineer-${index}`,
      'source_profile = default',
      `region = eu-west-${(index % 3) + 1}`,
      'output = json',
    );
    if (index % 8 === 0)
      lines.push('s3 =', '  max_concurrent_requests = 20', '  addressing_style = path');
    lines.push('');
  }
  return lines.join(lineEnd);
}

/** The same for the credentials file: long-term keys that look like some. */
export function credentialsText(profiles: number, lineEnd: '\n' | '\r\n'): string {
  const lines = ['# Made by bench/aws-file-text.ts'];
  for (let index = 0; index < profiles; index++) {
    if (index % 4 === 0) lines.push(`# Team ${index % 40}`);
    lines.push(
      `[${profileName(index)}]`,
      `aws_access_key_id = AKIA${String(index).padStart(16, 'X')}`,
      `aws_secret_access_key = made/up/${String(index).padStart(32, 'x')}`,
      '',
    );
  }
  return lines.join(lineEnd);
}

export function profileName(index: number): string {
  return `team-${index % 40}-account-${index}`;
}

function accountOf(index: number): string {
  return String(100_000_000_000 + index);
}
