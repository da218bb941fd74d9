import { useState } from 'react';
import { CodeField } from '#renderer/components/code-field.tsx';
import { ComboField, type ComboFieldProps } from '#renderer/components/combo-field.tsx';
import {
  SecretField,
  useSecret,
  type SecretFieldProps,
} from '#renderer/components/secret-field.tsx';
import { SearchBox } from '#renderer/components/search-box.tsx';
import { SelectField, type SelectFieldProps } from '#renderer/components/select-field.tsx';
import { TextArea } from '#renderer/components/text-area.tsx';
import { TextField, type TextFieldProps } from '#renderer/components/text-field.tsx';
import { Marked } from '../marked.tsx';
import { HOSTILE, LONG, type Story } from '../story.ts';

const NAME = { label: 'Name', hint: 'How Latchkey calls it.' };
const PROBLEM = 'A name has letters, digits and hyphens; this one has a space in it.';
const CHOICES = [
  { id: 'aws', label: 'aws', note: 'eu-west-1' },
  { id: 'lab', label: 'lab', note: 'http://127.0.0.1:4566' },
  { id: 'long', label: LONG, note: HOSTILE },
];

function Search({ start = '' }: { readonly start?: string }) {
  const [text, setText] = useState(start);
  return (
    <SearchBox
      label="Find a user"
      placeholder="Find a user"
      clearLabel="Clear"
      value={text}
      onChange={setText}
    />
  );
}

function Text(props: Partial<TextFieldProps>) {
  return <TextField {...NAME} {...props} />;
}

function Secret(props: Partial<SecretFieldProps>) {
  const { ref } = useSecret();
  return <SecretField label="Secret access key" {...props} inputRef={ref} />;
}

function Select({ start = 'aws', ...props }: Partial<SelectFieldProps> & { start?: string }) {
  const [value, setValue] = useState(start);
  return (
    <SelectField label="Endpoint" choices={CHOICES} {...props} value={value} onChange={setValue} />
  );
}

function Combo({ start = '', ...props }: Partial<ComboFieldProps> & { start?: string }) {
  const [value, setValue] = useState(start);
  return (
    <ComboField
      label="Source"
      choicesFor={(typed) => CHOICES.filter(({ label }) => label.includes(typed))}
      emptyText="Nothing by that name"
      {...props}
      value={value}
      onChange={setValue}
    />
  );
}

function Code({ start, problem = null }: { start: string; problem?: string | null }) {
  const [digits, setDigits] = useState(start);
  return (
    <CodeField label="Code from dana-phone" value={digits} onChange={setDigits} problem={problem} />
  );
}

export const FIELD_STORIES: readonly Story[] = [
  {
    title: 'Text field',
    states: [
      { name: 'empty', shows: <Text placeholder="dana" /> },
      { name: 'filled', shows: <Text defaultValue="dana" /> },
      { name: 'optional', shows: <Text isOptional /> },
      {
        name: 'focus',
        shows: (
          <Marked as="focus-visible" where="input">
            <Text defaultValue="dana" />
          </Marked>
        ),
      },
      { name: 'disabled', shows: <Text defaultValue="dana" isDisabled /> },
      { name: 'invalid', shows: <Text defaultValue="dana bad" problem={PROBLEM} /> },
      { name: 'letter by letter', shows: <Text defaultValue="AKIAIOSFODNN7EXAMPLE" isMono /> },
      { name: 'without a label', shows: <Text defaultValue="dana" isLabelHidden /> },
      { name: 'long text', shows: <Text defaultValue={LONG} hint={`Not ${LONG}.`} /> },
      { name: 'hostile text', shows: <Text defaultValue={HOSTILE} problem={`Not ${HOSTILE}.`} /> },
    ],
  },
  {
    title: 'Text area',
    states: [
      { name: 'empty', shows: <TextArea {...NAME} rows={3} /> },
      {
        name: 'filled',
        shows: (
          <TextArea {...NAME} rows={3} isMono defaultValue={'{\n  "Version": "2012-10-17"\n}'} />
        ),
      },
      { name: 'disabled', shows: <TextArea {...NAME} rows={3} isDisabled defaultValue="dana" /> },
      {
        name: 'invalid',
        shows: <TextArea {...NAME} rows={3} defaultValue="{" problem={PROBLEM} />,
      },
    ],
  },
  {
    title: 'Secret field',
    states: [
      { name: 'empty', shows: <Secret hint="It goes into the vault and nowhere else." /> },
      { name: 'filled', shows: <Secret defaultValue="wJalrXUtnFEMI" /> },
      {
        name: 'invalid',
        shows: <Secret defaultValue="wJalr" problem="A secret has 40 characters." />,
      },
    ],
  },
  {
    title: 'Code field',
    states: [
      { name: 'empty', shows: <Code start="" /> },
      { name: 'filled', shows: <Code start="123456" /> },
      { name: 'invalid', shows: <Code start="000000" problem="AWS refused this code." /> },
    ],
  },
  {
    title: 'Select',
    states: [
      { name: 'default', shows: <Select hint="Where its calls go." /> },
      {
        name: 'focus',
        shows: (
          <Marked as="focus-visible" where="button">
            <Select />
          </Marked>
        ),
      },
      { name: 'disabled', shows: <Select isDisabled /> },
      { name: 'invalid', shows: <Select problem="This endpoint is gone." /> },
      { name: 'long text', shows: <Select start="long" /> },
    ],
  },
  {
    title: 'Combo field',
    states: [
      { name: 'empty', shows: <Combo hint="Type a part of its name." /> },
      { name: 'filled', shows: <Combo start="aws" /> },
      { name: 'invalid', shows: <Combo start="aws" problem="That would be a circle." /> },
      { name: 'long text', shows: <Combo start={LONG} /> },
    ],
  },
  {
    title: 'Search box',
    states: [
      { name: 'empty', shows: <Search /> },
      { name: 'filled', shows: <Search start="mlsta" /> },
      { name: 'long text', shows: <Search start={LONG} /> },
    ],
  },
];
