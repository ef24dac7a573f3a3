package org.ringdown.leg.sip;

import java.util.Optional;
import org.ringdown.trunk.Trunk;

/**
 * Whose far end one is, and what that means where calls are transferred.
 *
 * @param owner {@code user:alice}, {@code trunk:pbx}, {@code line:alice}; empty: nobody's that we know
 * @param mayRefer whether it may transfer calls of ours, and take others' places in them
 * @param connects whether its peer is asked to connect two of its far ends itself (RFC 3515)
 */
public record Whose(Optional<String> owner, boolean mayRefer, boolean connects) {
    /** A stranger's: it may transfer to whatever strangers may call. */
    public static final Whose NOBODYS = new Whose(Optional.empty(), true, false);

    public static Whose user(String name) {
        return new Whose(Optional.of("user:" + name), true, false);
    }

    public static Whose trunk(Trunk trunk) {
        boolean connects = trunk.transfer() == Trunk.Transfer.REFER;
        return new Whose(Optional.of(trunk.account()), trunk.refer(), connects);
    }

    /** @param account the line's name */
    public static Whose line(String account, Trunk.Transfer transfer) {
        return new Whose(Optional.of(account), true, transfer == Trunk.Transfer.REFER);
    }

    /** The peer that may be asked to send it elsewhere. */
    Optional<String> peer() {
        return owner.filter(_ -> connects);
    }
}
