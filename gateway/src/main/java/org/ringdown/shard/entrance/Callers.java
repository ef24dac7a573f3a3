package org.ringdown.shard.entrance;

import java.net.InetAddress;
import java.util.Optional;
import org.ringdown.sip.SipRequest;
import org.ringdown.trunk.Trunk;

/** Knows who calls where no password is asked for: trunks by their address, registrars by the address of ours that only they know. */
public interface Callers {
    /** No peers at all. */
    Callers NONE = (_, _) -> Optional.empty();

    /** Whose call an INVITE from an address is, where that shows without a proof. */
    Optional<Known> of(SipRequest invite, InetAddress source);

    /** A peer of ours that calls. */
    sealed interface Known {
        /** What our password there belongs to, where we have one: it may be asked for within the call. */
        Optional<String> account();

        /**
         * A trunk.
         *
         * @param dialled the number that it calls
         */
        record OnTrunk(Trunk trunk, String dialled) implements Known {
            @Override
            public Optional<String> account() {
                return trunk.peer().account().map(_ -> trunk.account());
            }
        }

        /** The registrar of a user's line: the call is for that user. */
        record OnLine(String user, String name, Trunk.Transfer transfer) implements Known {
            @Override
            public Optional<String> account() {
                return Optional.of(name);
            }
        }
    }
}
