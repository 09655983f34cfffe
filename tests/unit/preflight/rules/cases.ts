import { ACCOUNT_CASES } from "./accountCases";
import { ADDRESS_CASES } from "./addressCases";
import { CONNECTION_CASES } from "./connectionCases";
import { CONNECTIVITY_CASES } from "./connectivityCases";
import { CONSUMER_CASES } from "./consumerCases";
import { CONTRACT_CASES } from "./contractCases";
import { ID_CASES } from "./idCases";
import { LISTENER_CASES } from "./listenerCases";
import { LOAD_BALANCER_CHANGE_CASES } from "./loadBalancerChangeCases";
import { LOAD_BALANCER_CASES } from "./loadBalancerCases";
import { NAME_CASES } from "./nameCases";
import { NETWORK_LOAD_BALANCER_CASES } from "./networkLoadBalancerCases";
import { PRIVATE_NAME_CASES } from "./privateDnsNameCases";
import { QUOTA_CASES } from "./quotaCases";
import type { CasesByRule } from "./ruleCases";
import { SECURITY_GROUP_CASES } from "./securityGroupCases";
import { SECURITY_GROUP_RULE_CASES } from "./securityGroupRuleCases";
import { SERVER_CASES } from "./serverCases";
import { SERVICE_CASES } from "./serviceCases";
import { VALUE_CASES } from "./valueCases";
import { ZONE_CASES } from "./zoneCases";

/** What each rule has to do, by the rule's name in RULES. */
export const CASES: CasesByRule = {
    ...ACCOUNT_CASES,
    ...ADDRESS_CASES,
    ...CONNECTION_CASES,
    ...CONNECTIVITY_CASES,
    ...CONSUMER_CASES,
    ...CONTRACT_CASES,
    ...ID_CASES,
    ...LISTENER_CASES,
    ...LOAD_BALANCER_CASES,
    ...LOAD_BALANCER_CHANGE_CASES,
    ...NAME_CASES,
    ...NETWORK_LOAD_BALANCER_CASES,
    ...PRIVATE_NAME_CASES,
    ...QUOTA_CASES,
    ...SECURITY_GROUP_CASES,
    ...SECURITY_GROUP_RULE_CASES,
    ...SERVER_CASES,
    ...SERVICE_CASES,
    ...VALUE_CASES,
    ...ZONE_CASES,
};
