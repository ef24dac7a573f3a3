/**
 * The page side as the jar gives it away: its own tests are TypeScript ({@code npm test}); these look at the bundles.
 *
 * <p>Not here: anything that runs; the server serves the files, browsers run them.
 */
package org.ringdown.web;
