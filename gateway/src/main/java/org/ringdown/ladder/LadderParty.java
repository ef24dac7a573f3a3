package org.ringdown.ladder;

import org.ringdown.wire.Plain;

/**
 * A column of a ladder: somebody that the gateway exchanged messages with.
 *
 * @param id as in {@link Step#party}
 * @param name for people: a trunk's, a user's, or a SIP address
 * @param address where its messages come from or go: "udp 192.0.2.7:5060"; a page's is its id
 * @param kind "trunk" where the operator has named it, else "sip" or "page"
 * @param caller on which side of the call it is
 */
public record LadderParty(String id, String name, String address, String kind, boolean caller) {
    public LadderParty {
        id = Plain.text(id);
        name = Plain.text(name);
        address = Plain.text(address);
    }
}
