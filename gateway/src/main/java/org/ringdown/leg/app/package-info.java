/**
 * The leg of a built-in destination: echo, music, keys. It answers at once and talks until the other side hangs up.
 *
 * <p>Not here: what it sounds like; that is the media floor's.
 */
package org.ringdown.leg.app;
