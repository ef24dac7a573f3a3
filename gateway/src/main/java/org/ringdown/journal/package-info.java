/**
 * The journal: what a call has become, written before the world is told.
 *
 * <p>Whoever replays it finds every order repeatable. In memory at first; other kinds stand behind the same interface.
 */
package org.ringdown.journal;
