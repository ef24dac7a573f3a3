package org.ringdown.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A gateway, pages and phones behind routers that translate addresses, in networks of their own.
 *
 * <p>Behind every router it is 192.168.7.0/24, as it is at home: a private address that is believed by somebody else leads to the wrong machine.
 */
@Scenario
@Tag("network")
class NatTest {
    private static final String ROUTER = "203.0.113.9";
    private static final String TOLD = "external: " + ROUTER;

    @Test
    void aGatewayBehindARouterAsksStunAndIsReachedFromTheInternet(Lab lab) {
        try (var nat = new NatLab(lab, "nat-stun")) {
            var stun = nat.stun().stun();
            var visitor = nat.outside("visitor", "203.0.113.20/24");
            var pages = nat.pages(visitor);
            var phone = nat.baresip(nat.outside("phone", "203.0.113.30/24"));
            var home = nat.gatewaysRouter().machine();
            var asking = "stun-server: \"" + stun + "\"";
            var gateway = nat.gateway(home, pages, phone.uri("phone"), "external: auto", asking);
            assertThat(gateway.log()).contains("the STUN server " + stun + " sees us as " + ROUTER);
            var page = nat.page(nat.chromium(visitor), pages, ROUTER);

            NatLab.callBothWays(page, phone, ROUTER, ROUTER);
        }
    }

    @Test
    void aPageAndAPhoneBehindRoutersOfTheirOwn(Lab lab) {
        try (var nat = new NatLab(lab, "nat-all")) {
            var visitor = nat.behindRouter("visitor", "203.0.113.20/24").machine();
            var pages = nat.pages(visitor);
            var home = nat.gatewaysRouter().machine();
            nat.gateway(home, pages, "sip:203.0.113.99", TOLD, TOLD);
            var machine = nat.behindRouter("phone", "203.0.113.30/24").machine();
            var phone = nat.registeredPhone(machine, new InetSocketAddress(ROUTER, 5060));
            var page = nat.page(nat.chromium(visitor), pages, ROUTER);

            NatLab.callBothWays(page, phone, ROUTER, ROUTER);
        }
    }
}
