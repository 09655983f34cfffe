import type { Row } from "../row";
import * as albServiceResource from "./albServiceResource";
import * as clbServiceResource from "./clbServiceResource";
import * as connectivityCheck from "./connectivityCheck";
import * as endpointConnection from "./endpointConnection";
import * as endpointService from "./endpointService";
import * as endpointServiceConsumers from "./endpointServiceConsumers";
import * as endpointServiceWhitelist from "./endpointServiceWhitelist";
import * as interfaceEndpoint from "./interfaceEndpoint";
import * as nlbServiceResource from "./nlbServiceResource";
import * as privateDnsName from "./privateDnsName";

/** The rows of all components, in the order of the table. */
export const ROWS: readonly Row[] = [
    ...clbServiceResource.rows,
    ...albServiceResource.rows,
    ...nlbServiceResource.rows,
    ...endpointService.rows,
    ...endpointServiceWhitelist.rows,
    ...endpointServiceConsumers.rows,
    ...interfaceEndpoint.rows,
    ...endpointConnection.rows,
    ...privateDnsName.rows,
    ...connectivityCheck.rows,
];
