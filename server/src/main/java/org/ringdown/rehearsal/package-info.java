/**
 * Calls that the program makes to itself when it has just started, so that the first visitor's does not wait for the JVM.
 *
 * <p>A JVM loads a class when it is first used and compiles what is used often. The first calls of a fresh gateway therefore take
 * several times as long as later ones. {@link org.ringdown.rehearsal.Rehearsal} plays a page that calls a SIP phone, a few times over, on
 * a stage of its own: a second gateway in the same process, with ports that nobody knows.
 *
 * <p>Threads: one virtual thread for the page, and one worker for its keys.
 *
 * <p>Not here: the stage itself, which Main sets up.
 */
package org.ringdown.rehearsal;
