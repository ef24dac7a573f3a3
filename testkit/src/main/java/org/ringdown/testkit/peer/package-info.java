/**
 * People: what somebody at a phone or a page does with a call.
 *
 * <p>Not here: how a phone or a page does it.
 */
package org.ringdown.testkit.peer;
