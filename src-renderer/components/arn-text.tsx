import { Fragment } from 'react';

/** Words with an ARN among them, which breaks where its parts end. */
export function ArnText({ text }: { readonly text: string }) {
  return text.split(/(?<=[:/])/).map((part, index) => (
    <Fragment key={index}>
      {part}
      <wbr />
    </Fragment>
  ));
}
