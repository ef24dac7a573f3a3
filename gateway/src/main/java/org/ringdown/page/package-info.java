/**
 * What a page and the gateway say to each other (docs/phone-protocol.md), and the port by which they do.
 *
 * <p>Messages are immutable records that could be serialised. How they look on the wire is the business of the floor above.
 *
 * <p>Not here: JSON, WebSockets, calls.
 */
package org.ringdown.page;
