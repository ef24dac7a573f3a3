/**
 * Routes: how a dialled address becomes a destination, and which addresses may be dialled at all.
 *
 * <p>The first route that matches decides; no match is a refusal. Not here: how a destination is reached.
 */
package org.ringdown.route;
