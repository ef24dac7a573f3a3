/**
 * Networks of their own for the peers: namespaces of the kernel, cables between them, and routers that translate addresses. Needs root: tests that use them have the tag {@code network}.
 *
 * <p>Not here: what runs in them.
 */
package org.ringdown.interop.net;
