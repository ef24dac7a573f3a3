package org.ringdown.ladder;

import org.ringdown.wire.Plain;

/**
 * What went wrong in a call, for whoever has to mend it.
 *
 * @param rule its name in docs/troubleshooting.md
 * @param side who is to look: a party's name, or "ringdown"
 * @param happened what that side did or failed to do
 * @param cure what to do about it; empty where nothing is wrong with the installation
 */
public record Sentence(String rule, String side, String happened, String cure) {
    /** It may quote what the peer has said. */
    public Sentence {
        side = Plain.text(side);
        happened = Plain.text(happened);
        cure = Plain.text(cure);
    }

    @Override
    public String toString() {
        return cure.isEmpty() ? happened : happened + "; " + cure;
    }
}
