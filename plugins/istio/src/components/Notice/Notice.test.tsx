import '@testing-library/jest-dom';
import { screen } from '@testing-library/react';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { Notice } from './Notice';

describe('Notice', () => {
  it('is read out only where that is asked for', async () => {
    await renderInTestApp(
      <>
        <Notice tone="warning">From 5 s ago</Notice>
        <Notice tone="error" announce>
          It failed
        </Notice>
      </>,
    );
    expect(screen.getByText('From 5 s ago')).toBeVisible();
    expect(screen.getAllByRole('status')).toEqual([
      screen.getByText('It failed').parentElement,
    ]);
  });
});
