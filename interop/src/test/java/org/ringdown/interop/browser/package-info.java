/**
 * Real browsers, driven from a small Node program (interop/driver), and the server of the pages that they open.
 *
 * <p>The pages come from another origin than the program, as other people's pages do.
 */
package org.ringdown.interop.browser;
