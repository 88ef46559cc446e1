import { Fragment } from 'react';

/** A host or object name that breaks after its dots, dashes and slashes first. */
export function BreakableName({ name }: { name: string }) {
  const parts = name.match(/[^./-]+[./-]*|[./-]+/g) ?? [];
  return (
    <>
      {parts.map((part, index) => (
        <Fragment key={`${index}${part}`}>
          {part}
          <wbr />
        </Fragment>
      ))}
    </>
  );
}
