export { inventoryText } from './inventory-text';
