import { validationError } from './aws-error.ts';

interface TextRule {
  readonly min?: number;
  readonly max?: number;
  /** As the service model writes it. */
  readonly pattern?: string;
  /** A refusal does not repeat it. */
  readonly isSecret?: boolean;
}

interface IntegerRule {
  readonly min: number;
  readonly max: number;
}

/** Reads the parameters of one call and collects what is wrong with them, as AWS does. */
export interface ParameterReader {
  /** Null when absent. */
  text(name: string, rule: TextRule): string | null;
  requiredText(name: string, rule: TextRule): string;
  /** One of the values that the model names; null when absent. */
  choice<const T extends string>(name: string, choices: readonly T[]): T | null;
  requiredChoice<const T extends string>(name: string, choices: readonly T[]): T;
  /** Null when absent. */
  integer(name: string, rule: IntegerRule): number | null;
  /** The names of a list's members in the request, `Tags.member.1` first. */
  members(name: string, max: number): readonly string[];
  /** Throws `ValidationError` naming every problem met so far. Call it before the values are used. */
  check(): void;
}

export function readParameters(parameters: URLSearchParams): ParameterReader {
  const problems: string[] = [];
  const complain = (name: string, value: string | null, constraint: string) => {
    const shown = value === null ? 'null' : `'${value}'`;
    problems.push(
      `Value ${shown} at '${camelCase(name)}' failed to satisfy constraint: Member must ${constraint}`,
    );
  };
  const text: ParameterReader['text'] = (name, rule) => {
    const value = parameters.get(name);
    if (value === null) return null;
    const shown = rule.isSecret === true ? '***' : value;
    for (const constraint of brokenConstraints(value, rule)) complain(name, shown, constraint);
    return value;
  };
  const choice: ParameterReader['choice'] = (name, choices) => {
    const value = parameters.get(name);
    if (value === null) return null;
    const chosen = choices.find((other) => other === value);
    if (chosen === undefined)
      complain(name, value, `satisfy enum value set: [${choices.join(', ')}]`);
    return chosen ?? null;
  };
  return {
    text,
    requiredText(name, rule) {
      if (!parameters.has(name)) complain(name, null, 'not be null');
      return text(name, rule) ?? '';
    },
    choice,
    requiredChoice(name, choices) {
      if (!parameters.has(name)) complain(name, null, 'not be null');
      // An action never sees this null: `check` throws before.
      return choice(name, choices) as (typeof choices)[number];
    },
    integer(name, { min, max }) {
      const value = parameters.get(name);
      if (value === null) return null;
      const number = Number(value);
      if (!/^-?\d{1,10}$/.test(value)) complain(name, value, 'be a valid integer');
      else if (number < min) complain(name, value, `have value greater than or equal to ${min}`);
      else if (number > max) complain(name, value, `have value less than or equal to ${max}`);
      return number;
    },
    members(name, max) {
      const found = new Set<number>();
      for (const key of parameters.keys()) {
        const index = key.startsWith(`${name}.member.`) ? key.split('.')[2] : undefined;
        if (index !== undefined && /^[1-9]\d{0,4}$/.test(index)) found.add(Number(index));
      }
      if (found.size > max) complain(name, '[…]', `have length less than or equal to ${max}`);
      return [...found].toSorted((a, b) => a - b).map((index) => `${name}.member.${index}`);
    },
    check() {
      if (problems.length === 0) return;
      const count = `${problems.length} validation error${problems.length === 1 ? '' : 's'} detected`;
      throw validationError(`${count}: ${problems.join('; ')}`);
    },
  };
}

function brokenConstraints(
  value: string,
  { min = 0, max = Infinity, pattern }: TextRule,
): string[] {
  const constraints: string[] = [];
  if (value.length > max) constraints.push(`have length less than or equal to ${max}`);
  if (value.length < min) constraints.push(`have length greater than or equal to ${min}`);
  if (pattern !== undefined && !new RegExp(`^(?:${pattern})$`, 'u').test(value)) {
    constraints.push(`satisfy regular expression pattern: ${pattern}`);
  }
  return constraints;
}

/** AWS names the member of its own model, not the parameter that was sent: `roleArn`, `tags.1.member.key`. */
function camelCase(name: string): string {
  return name
    .split('.')
    .map((part) => part.charAt(0).toLowerCase() + part.slice(1))
    .join('.')
    .replace(/\bmember\.(\d+)/, '$1.member');
}
