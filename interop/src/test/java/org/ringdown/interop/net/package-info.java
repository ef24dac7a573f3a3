/**
 * Networks of their own for the peers: namespaces of the kernel, cables between them, and routers that translate addresses. Needs root.
 *
 * <p>Not here: what runs in them.
 */
package org.ringdown.interop.net;
