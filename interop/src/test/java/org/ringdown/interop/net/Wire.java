package org.ringdown.interop.net;

import java.util.List;

/**
 * A cable between two machines (veth(4)), which goes when one of them goes.
 *
 * @param one the interface at the one end
 * @param other the interface at the other end
 */
public record Wire(String one, String other) {
    /** Puts one in; each end gets its addresses with the length of their prefix, such as 203.0.113.5/24 and fd00::5/64, or none. */
    public static Wire between(
            Namespace one,
            List<String> addressesOfOne,
            Namespace other,
            List<String> addressesOfOther) {
        var wire = new Wire(one.nextInterface(), other.nextInterface());
        one.run(
                "ip",
                "link",
                "add",
                wire.one,
                "type",
                "veth",
                "peer",
                "name",
                wire.other,
                "netns",
                other.name());
        one.configure(wire.one, addressesOfOne);
        other.configure(wire.other, addressesOfOther);
        return wire;
    }
}
